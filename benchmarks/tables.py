"""Results as the tables of a Markdown document."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.ingests import Ingests
from benchmarks.measure import Range
from benchmarks.results import Results, Runs

BEGIN, END = "<!-- results: written by `make bench` -->", "<!-- /results -->"
# How many times faster ours shall be than each peer, in the order of the peers.
WANTED = (20.0, 8.0, 1.0)


def to_markdown(results: Results) -> str:
    """Return the machine, the comparison and the other figures."""
    return "\n".join(
        [
            _table(("machine", ""), results.machine.items()),
            "",
            f"**The same pages, {results.workers} at a time.**",
            "",
            _table(
                ("what", "pages", "wall, s", "CPU, s", "wall a page, s", "CPU a page, s",
                 "ours is faster", "wanted"),
                _comparison(results),
            ),
            "",
            "**Other figures of ours.**",
            "",
            _table(("what", "measured", "wanted"), _figures(results)),
            "",
            *(_of_ingests(results) if results.ingests else ()),
        ]
    )  # fmt: skip


def put_into(document: Path, markdown: str) -> None:
    """Write the tables between the marks of a document.

    Raises
    ------
    ValueError
        If the document has no such marks.
    """
    text = document.read_text("utf-8")
    marked = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if not marked.search(text):
        raise ValueError(f"{document.name} has no place for results: {BEGIN} … {END}")
    fresh = marked.sub(lambda _: f"{BEGIN}\n{markdown}{END}", text, count=1)
    document.write_text(fresh, "utf-8")


def _comparison(results: Results) -> Iterator[Sequence[str]]:
    yield (*_costs(results.ours), "1", "")
    for peer, wanted in zip(results.peers, WANTED, strict=True):
        yield (*_costs(peer), f"**{results.times_faster(peer):.2f} ×**", f"{wanted:g} ×")
    yield (*_costs(results.counting), "", "")
    floor = results.floor
    cpu = _range(floor.cpu, 2)
    yield floor.name, str(floor.pages), "", cpu, "", f"{floor.cpu_per_page:.3f}", "", ""


def _costs(runs: Runs) -> tuple[str, ...]:
    return (
        runs.name,
        str(runs.pages),
        _range(runs.wall, 1),
        _range(runs.cpu, 1),
        f"{runs.wall_per_page:.3f}",
        f"{runs.cpu_per_page:.3f}",
    )


def _of_ingests(results: Results) -> Iterator[str]:
    yield "**The same delivery, into an empty register.**"
    yield ""
    head = ("what", "form", "rows", "wall, s", "CPU, s", "rows a second", "memory, MB",
            "ours is faster")  # fmt: skip
    yield _table(head, map(partial(_ingests, results), results.ingests))
    yield ""


def _ingests(results: Results, found: Ingests) -> Sequence[str]:
    faster = results.times_faster_ingest(found)
    return (
        found.name,
        found.form,
        f"{found.rows:,}",
        _range(found.wall, 1),
        _range(found.cpu, 1),
        f"{found.rows / found.wall.median:,.0f}",
        f"{found.memory:.0f}",
        "1" if faster == 1 else f"**{faster:.2f} ×**",
    )


def _figures(results: Results) -> Iterator[Sequence[str]]:
    cores = f"cells' CPU ÷ ({results.workers} × wall)"
    yield f"efficiency: {cores}", f"{results.efficiency:.2f}", "0.75 or more"
    unchanged, memory = results.unchanged, results.memory
    yield f"nothing changed, {unchanged.pages} pages", _seconds(unchanged.wall), "under 1 s"
    yield "`karnameh --help`", _seconds(results.help.wall), "under 0.2 s"
    yield "memory: the parent", f"{memory.parent:.0f} MB", "under 400 MB"
    for depth, most in sorted(memory.own_by_depth.items()):
        whose = "a worker" if depth == 1 else "a notebook's fork"
        yield f"memory: {whose}, its own share", f"{most:.0f} MB", "under 150 MB"
    if growth := results.growth:
        large = growth.large
        yield (
            f"growth: {large.pages:,} pages in {_seconds(large.wall)}, {growth.small.pages} in "
            f"{_seconds(growth.small.wall)}; 10,000 against 100",
            f"{growth.factor:.0f} ×",
            "105 × or less",
        )
        yield (
            f"nothing changed, {large.pages:,} pages",
            _seconds(growth.unchanged.wall),
            "under 5 s",
        )


def _seconds(found: Range) -> str:
    return f"{_range(found, 2)} s"


def _range(found: Range, decimals: int) -> str:
    middle = f"{found.median:.{decimals}f}"
    ends = f"{found.least:.{decimals}f}", f"{found.most:.{decimals}f}"
    return middle if ends == (middle, middle) else f"{middle} ({ends[0]}–{ends[1]})"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
