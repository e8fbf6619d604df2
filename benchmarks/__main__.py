"""``make bench``, or ``python -m benchmarks``: measure, check, and write the results."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

import click

from benchmarks.contestants import Commands, apis, ploomber
from benchmarks.deliveries import WrongRegisterError
from benchmarks.ingests import IngestSession
from benchmarks.measure import CommandFailedError
from benchmarks.pages import WrongPageError
from benchmarks.project import new_project
from benchmarks.session import Entry, Session
from benchmarks.tables import put_into, to_markdown

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / "build" / "peers"


@click.command(context_settings={"show_default": True})
@click.option(
    "-j",
    "--workers",
    type=click.IntRange(min=1),
    default=os.cpu_count(),
    help="Pages made at once, by everybody.",
)
@click.option(
    "--repeat", type=click.IntRange(min=1), default=3, help="Runs of ours, of (c), of the floor."
)
@click.option("--pages-of-commands", type=click.IntRange(min=1), default=12, help="Pages for (a).")
@click.option("--pages-of-apis", type=click.IntRange(min=1), default=24, help="Pages for (b).")
@click.option("--area", "areas", multiple=True, help="Measure a release of these areas only.")
@click.option(
    "--large",
    is_flag=False,
    flag_value=10_000,
    default=0,
    type=click.IntRange(min=0),
    help="Measure growth too, up to so many pages; 10,000 if no number is said. Takes long.",
)
@click.option(
    "--payments",
    type=click.IntRange(min=0),
    default=1_000_000,
    help="How many payments the delivery has that is brought in; 0 for none.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build/benchmark"),
    help="Folder of the results.",
)
@click.option(
    "--into",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A document with marks, between which the tables go too.",
)
def main(
    workers: int, repeat: int, pages_of_commands: int, pages_of_apis: int, areas: tuple[str, ...],
    large: int, payments: int, out: Path, into: Path | None,
) -> None:  # fmt: skip
    """Measure ours beside what others would use, on the same notebooks and pages."""
    if not (PEERS / "ploomber_engine").is_dir():
        raise click.ClickException("the peers' packages are not installed; `make bench` does it")
    entries = [
        Entry(Commands(), pages=pages_of_commands),
        Entry(apis(), pages=pages_of_apis),
        Entry(ploomber(PEERS), repeat=repeat),
    ]
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        session = Session(ROOT, Path(scratch), workers, _tell, areas)
        try:
            results = session.measure(entries, repeat=repeat, peers=PEERS, large=large)
            if payments:
                project = new_project(ROOT, Path(scratch) / "ingests")
                ingests = IngestSession(project, payments, _tell).measure(repeat)
                results = replace(results, ingests=ingests)
        except (CommandFailedError, WrongPageError, WrongRegisterError) as error:
            raise click.ClickException(str(error)) from error
    markdown = to_markdown(results)
    out.mkdir(parents=True, exist_ok=True)
    (out / "results.json").write_text(results.to_json(), "utf-8")
    (out / "results.md").write_text(markdown, "utf-8")
    if into:
        put_into(into, markdown)
    click.echo(markdown)


def _tell(line: str) -> None:
    click.echo(line, err=True)


if __name__ == "__main__":
    main()
