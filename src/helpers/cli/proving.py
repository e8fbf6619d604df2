"""Whether what is published can be trusted: ``karnameh verify``."""

from itertools import chain
from pathlib import Path

import click

from helpers.cli.shared import report_faults, settings_here


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
def verify(folder: Path | None) -> None:
    """Check a published folder: every file whole and unchanged, every link alive."""
    from helpers.release.gate import faults_of_release
    from helpers.release.manifest import published_faults
    from helpers.release.reading import PublishedRelease

    settings = settings_here()
    folder = folder or settings.reports
    faults = chain(published_faults(folder), faults_of_release(PublishedRelease(folder), settings))
    report_faults(faults, f"{folder} is whole and unchanged")
