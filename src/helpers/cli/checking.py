"""What stands and what could go wrong: ``karnameh status`` and ``karnameh check``."""

import json
import sys
from pathlib import Path

import click

from helpers.cli.shared import (
    as_json_option,
    edition_option,
    published_folder,
    register_option,
    report_faults,
    settings_here,
)
from helpers.domain.about import Edition


@click.command()
@edition_option
@register_option
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@as_json_option
def status(edition: Edition, register: str | None, out: Path | None, *, as_json: bool) -> None:
    """List the editions that should exist for the latest periods, and those that do."""
    from helpers.release.status import expected_editions

    settings = settings_here()
    folder = out or published_folder(settings, edition)
    expected = expected_editions(settings, register or str(settings.register), folder, edition)
    missing = [subject for subject, there in expected.items() if not there]
    if as_json:
        states = [
            {"edition": subject.identifier, "exists": there} for subject, there in expected.items()
        ]
        click.echo(json.dumps(states, indent=1))
    else:
        for subject, there in expected.items():
            click.echo(f"{'exists ' if there else 'MISSING'} {subject.identifier}")
        click.echo(f"{len(expected) - len(missing)} of {len(expected)} editions exist", err=True)
    sys.exit(1 if missing else 0)


@click.command()
def check() -> None:
    """Check settings, reference tables and notebooks: what can be wrong before a build."""
    from helpers.release.status import faults_before_a_build

    report_faults(faults_before_a_build(settings_here()), "nothing is wrong")
