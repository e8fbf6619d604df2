"""What the commands share: options, settings, folders, and how faults are said."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from helpers.domain.about import EDITIONS, Edition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpers.errors import KarnamehError
    from helpers.settings import Settings

register_option = click.option(
    "--register", metavar="URI", help="Folder of Parquet files, duckdb://…, postgres://…, spark://…"
)
edition_option = click.option(
    "--edition", type=click.Choice(EDITIONS), default="public", show_default=True
)
as_json_option = click.option(
    "--json", "as_json", is_flag=True, help="Write JSON on standard output."
)


def settings_here() -> "Settings":
    """Return the settings of the project the command is run in."""
    from helpers.settings import load_settings

    return load_settings()


def published_folder(settings: "Settings", edition: Edition, *, prepared: bool = False) -> Path:
    """Return the folder an edition goes to: only what is published goes to the public one."""
    return settings.folder_of(edition, prepared=prepared)


def report_faults(faults: "Iterable[KarnamehError]", good: str) -> None:
    """Print every fault and leave with status 1, or say that there is none."""
    found = list(faults)
    for fault in found:
        click.echo(f"karnameh: {fault}", err=True)
    if found:
        sys.exit(1)
    click.echo(good, err=True)
