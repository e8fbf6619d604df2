"""Whether what is published can be trusted: ``karnameh verify``."""

from itertools import chain
from pathlib import Path

import click

from helpers.cli.shared import report_faults, settings_here


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
def verify(folder: Path | None) -> None:
    """Check a published folder: every file whole, every link alive, every number sourced."""
    from helpers.release.gate import faults_of_release
    from helpers.release.manifest import published_faults
    from helpers.release.reading import PublishedRelease
    from helpers.release.sources.check import unsourced_numbers

    settings = settings_here()
    folder = folder or settings.reports
    release = PublishedRelease(folder)
    faults = chain(
        published_faults(folder),
        unsourced_numbers(release, settings),
        faults_of_release(release, settings),
    )
    report_faults(faults, f"{folder} is whole and unchanged")
