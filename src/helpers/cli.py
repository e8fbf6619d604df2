"""The command line: one command, one job; what it does stands in the wings.

Imports of the wings stand inside the commands, so that ``--help`` is quick.
"""

import json
import sys
import time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from helpers.domain.about import EDITIONS, Edition
from helpers.errors import KarnamehError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from helpers.release.order import Outcome
    from helpers.release.pages import Page
    from helpers.release.survey import Progress, Reasons
    from helpers.settings import Settings

SECONDS_BETWEEN_LINES = 2.0
INTERRUPTED = 130  # as shells have it: 128 and the number of the signal


class _Commands(click.Group):
    """The commands; a known error is printed as its text, and its status is the command's."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KarnamehError as error:
            click.echo(f"karnameh: {error}", err=True)
            ctx.exit(error.exit_status)
        except KeyboardInterrupt:
            click.echo("karnameh: interrupted; what is done so far is kept", err=True)
            ctx.exit(INTERRUPTED)


_register = click.option(
    "--register", metavar="URI", help="Folder of Parquet files, duckdb://…, postgres://…, spark://…"
)
_edition = click.option(
    "--edition", type=click.Choice(EDITIONS), default="public", show_default=True
)
_as_json = click.option("--json", "as_json", is_flag=True, help="Write JSON on standard output.")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="karnameh")
def main() -> None:
    """Turn a register of case files into monthly and annual reports.

    Status: 0 all was done, 1 something was not, 2 the request itself is wrong.
    """


@main.command()
@click.option("--scale", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--seed", type=int, default=1403, show_default=True)
@click.option("--until", metavar="MONTH", help="The last month, such as 1403-12.")
@_register
def sample(scale: int, seed: int, until: str | None, register: str | None) -> None:
    """Make the sample register: synthetic people, calibrated to published totals."""
    from helpers.domain.periods import PeriodError, parse_month
    from helpers.errors import RequestError
    from helpers.register.sample import write_sample

    settings = _settings()
    try:
        last = parse_month(until) if until else None
    except PeriodError as error:
        raise RequestError(str(error), where="--until") from None
    uri = register or settings.register
    click.echo(write_sample(uri, settings, scale=scale, seed=seed, until=last))


@main.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@_register
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
def ingest(sources: tuple[Path, ...], register: str | None, *, dry_run: bool) -> None:
    """Turn the offices' extracts into the register, or list every fault in them."""
    from helpers.register.ingest import ingest as ingest_sources

    settings = _settings()
    receipt = ingest_sources(
        list(sources), register or settings.register, settings, dry_run=dry_run
    )
    click.echo(str(receipt))


@main.command()
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
@_edition
@_register
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The folder to publish  [default: reports, or reports-internal]",
)
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1),
    help="Pages made at once  [default: one a processor]",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Make pages anew that have not changed.")
@click.option("--dry-run", is_flag=True, help="List the pages and what changed; make none.")
@click.option(
    "--wait/--no-wait", default=True, show_default=True,
    help="Whether to wait while another build publishes there, or to give up.",
)  # fmt: skip
@_as_json
def build(
    periods: tuple[str, ...], reports: tuple[str, ...], areas: tuple[str, ...],
    languages: tuple[str, ...], edition: Edition, register: str | None, out: Path | None,
    jobs: int | None, *, force: bool, dry_run: bool, wait: bool, as_json: bool,
) -> None:  # fmt: skip
    """Publish what has changed; without options, of the latest complete month and year."""
    from helpers.release.build import build as build_release
    from helpers.release.build import preview
    from helpers.release.notebooks import discover_notebooks
    from helpers.release.order import Order
    from helpers.release.plan import read_request

    settings = _settings()
    notebooks = discover_notebooks(settings.notebooks)
    request = read_request(
        settings, notebooks, periods=periods, reports=reports, areas=areas, languages=languages,
        edition=edition,
    )  # fmt: skip
    order = Order(
        request, notebooks, settings, register or str(settings.register),
        out or published_folder(settings, edition), force=force, jobs=jobs, wait=wait,
    )  # fmt: skip
    if dry_run:
        _list_reasons(preview(order), as_json=as_json)
        return
    outcome = build_release(order, watch=_progress, say=lambda text: click.echo(text, err=True))
    for failure in outcome.failures:
        click.echo(f"karnameh: {failure}", err=True)
    if outcome.failures:
        click.echo(
            f"karnameh: {len(outcome.failures)} failures; nothing was published, "
            f"what stood in {order.out} stands as it was",
            err=True,
        )
        sys.exit(1)
    _summarise(outcome, as_json=as_json)


@main.command()
@_edition
@_register
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@_as_json
def status(edition: Edition, register: str | None, out: Path | None, *, as_json: bool) -> None:
    """List the editions that should exist for the latest periods, and those that do."""
    from helpers.release.status import expected_editions

    settings = _settings()
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


@main.command()
def check() -> None:
    """Check settings, reference tables and notebooks: what can be wrong before a build."""
    from helpers.release.status import faults_before_a_build

    _report(faults_before_a_build(_settings()), "nothing is wrong")


@main.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
def verify(folder: Path | None) -> None:
    """Check a published folder: every file whole and unchanged, every link alive."""
    from helpers.release.gate import faults_of_release
    from helpers.release.manifest import published_faults
    from helpers.release.reading import PublishedRelease

    settings = _settings()
    folder = folder or settings.reports
    faults = chain(published_faults(folder), faults_of_release(PublishedRelease(folder), settings))
    _report(faults, f"{folder} is whole and unchanged")


def _settings() -> "Settings":
    from helpers.settings import load_settings

    return load_settings()


def published_folder(settings: "Settings", edition: Edition) -> Path:
    """Return the folder an edition goes to: the internal one is never the public one."""
    return settings.reports if edition == "public" else settings.root / f"reports-{edition}"


def _report(faults: "Iterable[KarnamehError]", good: str) -> None:
    """Print every fault and leave with status 1, or say that there is none."""
    found = list(faults)
    for fault in found:
        click.echo(f"karnameh: {fault}", err=True)
    if found:
        sys.exit(1)
    click.echo(good, err=True)


def _list_reasons(reasons: "Mapping[Page, Reasons]", *, as_json: bool) -> None:
    """Say of every page what a build would do, and why."""
    if as_json:
        states = [{"page": page.path, "reasons": list(why)} for page, why in reasons.items()]
        click.echo(json.dumps(states, indent=1))
        return
    for page, why in reasons.items():
        state = "unchanged" if not why else "new" if why == ("new",) else "changed"
        named = f": {', '.join(why)}" if state == "changed" else ""
        click.echo(f"{page.path}  {state}{named}")


def _summarise(outcome: "Outcome", *, as_json: bool) -> None:
    """Say what was published; the catalogue is the last line."""
    if as_json:
        lists = {name: [page.path for page in getattr(outcome, name)]
                 for name in ("made", "resumed", "unchanged")}  # fmt: skip
        click.echo(json.dumps({"index": str(outcome.index), **lists}, indent=1))
        return
    resumed = f", {len(outcome.resumed)} made before an interruption" if outcome.resumed else ""
    click.echo(
        f"{len(outcome.made)} pages made{resumed}, {len(outcome.unchanged)} unchanged", err=True
    )
    click.echo(outcome.index)


def _progress(pages: "Progress", total: int) -> "Progress":
    """Show how far the pages are, how fast they are made, and how long it will take."""
    if sys.stderr.isatty():
        from tqdm import tqdm

        # Without the thread that watches over bars: the workers are forked from this process.
        tqdm.monitor_interval = 0
        yield from tqdm(pages, total=total, unit="page", file=sys.stderr)
        return
    begun = said = time.monotonic()
    for number, (page, good) in enumerate(pages, start=1):
        now = time.monotonic()
        if not good or number == total or now - said >= SECONDS_BETWEEN_LINES:
            rate, said = number / (now - begun), now
            click.echo(
                f"{number}/{total} {page} {'done' if good else 'failed'} "
                f"({rate:.1f} pages/s, {(total - number) / rate:.0f} s left)",
                err=True,
            )
        yield page, good
