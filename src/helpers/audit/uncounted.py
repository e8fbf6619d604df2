"""Of what begins and ends, the part of each category: nobody counts it, but it is there.

A category of a stock is what it was, with its part of what begins and without its part of what
ends. The parts add up to the flow: all categories that grow do so, together, by what begins at
most.
"""

from collections.abc import Iterator, Sequence

from helpers.audit.relation import ALL, By, Key, Relation
from helpers.domain.codelists import LEVELS, SEX, STAGES_BY_LEVEL
from helpers.domain.structure import STATISTICS

_FILES = STATISTICS["files_active"]
_COUNTED = STATISTICS["files_opened"].breakdowns  # the part of what is opened is known


def _of(breakdown: str, categories: Sequence[str]) -> tuple[By, ...]:
    return tuple((breakdown, category) for category in categories)


# What a running spell or support keeps until it ends; ages and durations are not kept. Each is a
# division of the whole: a cause is that of a woman.
_DIVISIONS_OF_FILES = (
    _of("residence", _FILES.categories("residence")),
    _of("household_size", _FILES.categories("household_size")),
    _of("head_sex", _FILES.categories("head_sex")),
    (*_of("headship_cause", _FILES.categories("headship_cause")), ("head_sex", "male")),
)
_DIVISIONS_OF_STUDENTS = (
    (ALL, _of("sex", SEX)),
    *((("level", level), _of("stage", STAGES_BY_LEVEL[level])) for level in LEVELS),
)


def lasting(before: str, now: str, area: str) -> Iterator[Relation]:
    """Yield how categories follow from those of the period before."""
    opened, reopened, closed = (
        (f"files_{what}", now, area, *ALL) for what in ("opened", "reopened", "closed")
    )
    for division in _DIVISIONS_OF_FILES:
        counted: dict[By, Key] = {
            by: ("files_opened", now, area, *by) for by in division if by[0] in _COUNTED
        }
        yield from _kept("files_active", before, now, area, division, counted)
        begun, ended = _parts("files_active", now, area, division)
        name = f"parts by {division[0][0]} of"
        yield Relation(
            f"{name} what begins add up", (*begun, *counted.values()), (opened, reopened)
        )
        yield Relation(f"{name} what is closed add up", ended, (closed,))
        if counted:
            again = tuple(part for part in begun if part[3:] in counted)
            yield Relation(f"{name} what is reopened are no more", again, (reopened,), at_most=True)
    for whole, division in _DIVISIONS_OF_STUDENTS:
        yield from _kept("students_supported", before, now, area, division, {})
        for parts, code in zip(
            _parts("students_supported", now, area, division),
            ("students_started", "students_ended"),
            strict=True,
        ):
            name = f"parts by {division[0][0]} of {code} add up"
            yield Relation(name, parts, ((code, now, area, *whole),))


def _kept(
    stock: str, before: str, now: str, area: str, division: Sequence[By],
    counted: dict[By, Key],
) -> Iterator[Relation]:  # fmt: skip
    """Yield what each category is.

    Parameters
    ----------
    counted
        What is counted of that which begins; the part that is not is the rest.
    """
    for by, begun, ended in zip(division, *_parts(stock, now, area, division), strict=True):
        known = (counted[by],) if by in counted else ()
        start, end = ((stock, period, area, *by) for period in (before, now))
        name = f"{stock} by {by[0]} change by their parts of what begins and ends"
        yield Relation(name, (start, begun, *known), (ended, end))


def _parts(
    stock: str, now: str, area: str, division: Sequence[By]
) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    """Return the uncounted parts of what begins, and of what ends.

    Each division has its own, though two may have a category in common.
    """
    of = division[0][0]
    begun, ended = (
        tuple((f"{stock}_{what}_by_{of}", now, area, *by) for by in division)
        for what in ("begun", "ended")
    )
    return begun, ended
