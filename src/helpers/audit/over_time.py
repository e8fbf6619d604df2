"""How a stock follows from the one before: what begins and ends, moves and grows older.

A relation stands here only if it holds for every register: files may be reopened in another county
or with another residence, and their heads may then be others.
"""

from collections.abc import Iterator

from helpers.audit.relation import ALL, By, Key, Relation, cells_of
from helpers.domain.codelists import LEVELS, OPEN_DURATIONS

_BEGINNING = ("files_opened", "files_reopened")


def since(before: str, now: str, area: str, province: str) -> Iterator[Relation]:
    """Yield the relations of the stocks at the ends of two periods that follow each other.

    Parameters
    ----------
    before, now
        Two months, or two years.
    """
    name = "active = before + opened + reopened - closed"
    yield _flow(name, "files_active", before, now, area, _BEGINNING, "files_closed")
    name, flows = "supported = before + started - ended", ("students_started",)
    yield _flow(name, "students_supported", before, now, area, flows, "students_ended")
    for level in LEVELS:
        by, stock = ("level", level), f"{level}_students"
        yield _flow(f"{name}, {level}", stock, before, now, area, flows, "students_ended", by)
    yield from _all_files(before, now, area, province)


def _flow(
    name: str, stock: str, before: str, now: str, area: str, more: tuple[str, ...], less: str,
    by: By = ALL,
) -> Relation:  # fmt: skip
    """Return that a stock is the one before, with what has begun and without what has ended."""
    gained = tuple((code, now, area, *by) for code in more)
    return Relation(
        name,
        (*gained, (stock, before, area, *ALL)),
        ((less, now, area, *by), (stock, now, area, *ALL)),
    )


def _all_files(before: str, now: str, area: str, province: str) -> Iterator[Relation]:
    """Yield that all files grow by those opened; only a reopened one changes its place."""
    reopened = ("files_reopened", now, area, *ALL)
    anywhere = ("files_reopened", now, province, *ALL)
    for by in cells_of("files_total"):
        start, end = (("files_total", period, area, *by) for period in (before, now))
        opened = ("files_opened", now, area, *by)
        if area == province and by == ALL:
            yield Relation("all files = before + opened", (start, opened), (end,))
            continue
        name = "all files grow by those opened and at most those reopened"
        yield Relation(name, (end,), (start, opened, reopened), at_most=True)
        # What was reopened elsewhere is not among those reopened here.
        stayed = (reopened,) if by == ALL else ()
        name = "all files fall by those reopened elsewhere at most"
        yield Relation(name, (start, opened, *stayed), (end, anywhere), at_most=True)


def ageing(before: str, now: str, area: str, months: int) -> Iterator[Relation]:
    """Yield that open files grow older, and leave only by being closed.

    Parameters
    ----------
    months
        From ``before`` to ``now``.
    """
    groups = tuple(OPEN_DURATIONS)
    begins = [12 * years for years in OPEN_DURATIONS.values()]
    closed = ("files_closed", now, area, *ALL)

    def older(first: int, period: str) -> tuple[Key, ...]:
        """Return the groups from one on; all of them are the files that are active."""
        if first == 0:
            return (("files_active", period, area, *ALL),)
        return tuple(("files_active", period, area, "open_duration", g) for g in groups[first:])

    for group in range(1, len(groups)):
        name = "open files stay as old, or are closed"
        yield Relation(name, older(group, before), (*older(group, now), closed), at_most=True)
        width = begins[group] - begins[group - 1]
        if months <= width:
            name = "open files were open before, and not much younger"
            yield Relation(name, older(group, now), older(group - 1, before), at_most=True)
        if months >= width:
            name = "open files grow older by the time that passes, or are closed"
            yield Relation(
                name, older(group - 1, before), (*older(group, now), closed), at_most=True
            )
