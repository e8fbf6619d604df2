"""Publishing: ``karnameh build``."""

import sys
from pathlib import Path

import click

from helpers.cli.shared import (
    as_json_option,
    edition_option,
    published_folder,
    register_option,
    settings_here,
)
from helpers.cli.telling import list_reasons, progress, summarise
from helpers.domain.about import Edition


@click.command()
@click.option(
    "--period",
    "periods",
    multiple=True,
    metavar="P",
    help="1403-07, 1403, 1403-01..1403-06 or latest; any digits.",
)
@click.option("--report", "reports", multiple=True, metavar="NAME")
@click.option("--area", "areas", multiple=True, metavar="CODE")
@click.option("--lang", "languages", multiple=True, metavar="fa|en")
@edition_option
@register_option
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The folder to make  [default: reports, reports-internal or reports-prepared]",
)
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1),
    help="Pages made at once  [default: one a processor]",
)  # fmt: skip
@click.option(
    "--publish/--prepare", default=True, show_default=True,
    help="Publish, unless the announced hour has not come; or make the same for its owner alone.",
)  # fmt: skip
@click.option(
    "--pdf/--no-pdf", default=None,
    help="Print each page as PDF too, by Chromium, or no longer  [default: those printed before]",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Make pages anew that have not changed.")
@click.option("--dry-run", is_flag=True, help="List the pages and what changed; make none.")
@click.option(
    "--wait/--no-wait", default=True, show_default=True,
    help="Whether to wait while another build publishes there, or to give up.",
)  # fmt: skip
@as_json_option
def build(
    periods: tuple[str, ...], reports: tuple[str, ...], areas: tuple[str, ...],
    languages: tuple[str, ...], edition: Edition, register: str | None, out: Path | None,
    jobs: int | None, *, publish: bool, pdf: bool | None, force: bool, dry_run: bool, wait: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Publish what has changed; without options, of the latest complete month and year."""
    from helpers.release.build import build as build_release
    from helpers.release.build import preview
    from helpers.release.notebooks import discover_notebooks
    from helpers.release.order import Order
    from helpers.release.plan import read_request

    settings = settings_here()
    notebooks = discover_notebooks(settings.notebooks)
    request = read_request(
        settings, notebooks, periods=periods, reports=reports, areas=areas, languages=languages,
        edition=edition, pdf=pdf,
    )  # fmt: skip
    order = Order(
        request, notebooks, settings, register or str(settings.register),
        out or published_folder(settings, edition, prepared=not publish), force=force, jobs=jobs,
        wait=wait, prepare=not publish,
        past=None if publish else published_folder(settings, edition),
    )  # fmt: skip
    if dry_run:
        list_reasons(preview(order), as_json=as_json)
        return
    outcome = build_release(order, watch=progress, say=lambda text: click.echo(text, err=True))
    for failure in outcome.failures:
        click.echo(f"karnameh: {failure}", err=True)
    if outcome.failures:
        click.echo(
            f"karnameh: {len(outcome.failures)} failures; nothing was published, "
            f"what stood in {order.out} stands as it was",
            err=True,
        )
        sys.exit(1)
    summarise(outcome, as_json=as_json)
