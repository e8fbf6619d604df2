"""What a build says while it runs, when it is done, and when it is only asked."""

import json
import sys
import time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpers.release.order import Outcome
    from helpers.release.pages import Page
    from helpers.release.survey import Progress, Reasons

SECONDS_BETWEEN_LINES = 2.0


def list_reasons(reasons: "Mapping[Page, Reasons]", *, as_json: bool) -> None:
    """Say of every page what a build would do, and why."""
    if as_json:
        states = [{"page": page.path, "reasons": list(why)} for page, why in reasons.items()]
        click.echo(json.dumps(states, indent=1))
        return
    for page, why in reasons.items():
        state = "unchanged" if not why else "new" if why == ("new",) else "changed"
        named = f": {', '.join(why)}" if state == "changed" else ""
        click.echo(f"{page.path}  {state}{named}")


def summarise(outcome: "Outcome", *, as_json: bool) -> None:
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


def progress(pages: "Progress", total: int) -> "Progress":
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
