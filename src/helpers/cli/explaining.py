"""Where a published number comes from: ``karnameh explain``."""

import json
from pathlib import Path

import click

from helpers.cli.shared import as_json_option, settings_here


@click.command()
@click.argument("report")
@click.argument("period")
@click.argument("area")
@click.argument("statistic")
@click.argument("cell", required=False, metavar="[BREAKDOWN=CATEGORY]")
@click.option("--lang", default="fa", show_default=True, metavar="fa|en")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="The published folder  [default: reports]")  # fmt: skip
@as_json_option
def explain(
    report: str, period: str, area: str, statistic: str, cell: str | None, lang: str,
    folder: Path | None, *, as_json: bool,
) -> None:  # fmt: skip
    """Say where a published number comes from, and where it is printed."""
    from helpers.release.explain.answer import answer
    from helpers.release.explain.request import read_question
    from helpers.release.explain.words import answer_in_words
    from helpers.release.reading import PublishedRelease

    settings = settings_here()
    release = PublishedRelease(folder or settings.reports)
    asked = read_question(release, report, period, area, statistic, cell, lang)
    found = answer(asked, release, settings)
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        click.echo(answer_in_words(found, settings, asked.lang))
