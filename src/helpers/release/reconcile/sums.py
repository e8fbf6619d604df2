"""What must add up: counties, categories, months of a year, stocks and flows.

A published number stands for all true ones that the protection turns into it, so a sum is compared
as an interval; only what no true numbers at all could give is a contradiction.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from helpers.domain.areas import Areas
from helpers.domain.codelists import LEVELS, TOTAL
from helpers.domain.periods import Month, Year, parse_period
from helpers.domain.structure import STATISTICS
from helpers.release.reconcile.contradiction import (
    ContradictionError,
    Key,
    contradiction,
    plain,
)  # fmt: skip
from helpers.release.reconcile.facts import Fact, Facts

# What a year states of its end is what its last month states.
STOCKS = (
    "files_total", "files_active", "files_inactive", "active_share", "active_per_1000",
    "median_months_open", "students_supported", "school_students", "university_students",
    "students_per_100_active",
)  # fmt: skip
# A year's flows are those of its months. An award is not among them: whether its file has a woman
# as head is asked once for the year.
FLOWS = (
    "files_opened", "files_reopened", "files_closed", "pension_amount", "pension_regular_amount",
    "pension_shortfall", "students_started", "students_ended", "support_amount",
)  # fmt: skip
_INFINITE = Decimal("Infinity")
_NOT_PARTS = {"within_months"}
_LENGTH_OF_YEAR = len("1403")

Term = tuple[int, Key]  # a sign and a cell
Bounds = tuple[Decimal, Decimal]


def same_facts(facts: Facts) -> Iterator[ContradictionError]:
    """Yield stocks of a year, or of a school year, that are not those of the month they are of."""
    for key, fact in facts.items():
        if (twin := _of_a_month(key)) is not None and fact.value is not None:
            other = facts.get(twin)
            if other is not None and other.value not in {None, fact.value}:
                yield contradiction("a year and its month differ", fact.place, other.place)


def _of_a_month(key: Key) -> Key | None:
    """Return the cell of a month that states the same as a cell of a year."""
    statistic, text, *cell = key
    if len(text) != _LENGTH_OF_YEAR:
        return None
    year = int(text)
    if statistic in STOCKS:
        return statistic, str(Month(year, 12)), *cell
    if statistic == "pension_recipients_last_month":
        return "pension_recipients", str(Month(year, 12)), *cell
    if statistic == "school_year_mehr":
        return "students_supported", str(Month(year - 1, 7)), *cell
    if statistic == "school_year_khordad":
        return "students_supported", str(Month(year, 3)), *cell
    return None


def broken_sums(
    facts: Facts, policy: Mapping[str, float], areas: Areas
) -> Iterator[ContradictionError]:
    """Yield sums that cannot be right whatever the true numbers behind the published ones are.

    Parameters
    ----------
    policy
        The protection under which the facts were published.
    """
    known: dict[Key, Bounds] = {}

    def bounds(fact: Fact) -> Bounds:
        if fact.key not in known:
            known[fact.key] = true_values(fact, policy)
        return known[fact.key]

    for equations in (_counties, _categories, _years, _flows, _levels):
        for what, terms in equations(facts, areas):
            yield from _check(what, terms, facts, bounds)


def too_exact(
    facts: Facts, policy: Mapping[str, float], areas: Areas
) -> Iterator[ContradictionError]:
    """Yield sums with more digits than the policy lets any but the province's totals have."""
    most = int(policy["significant_digits"])
    for key, fact in facts.items():
        is_total = key[2:] == (areas.province.code, TOTAL, TOTAL)
        if fact.value is None or is_total or STATISTICS[key[0]].kind != "sum":
            continue
        if _is_counted(key) and len(fact.value.normalize().as_tuple().digits) > most:
            yield contradiction(
                "an amount is published too exactly", fact.place,
                expected=f"{most} significant digits at most",
            )  # fmt: skip


def true_values(fact: Fact, policy: Mapping[str, float]) -> Bounds:
    """Return the smallest and the largest true value that is published so."""
    is_sum = STATISTICS[fact.key[0]].kind == "sum"
    if fact.value is None:
        return (-_INFINITE if is_sum else Decimal(0)), _INFINITE
    if "rounded" in fact.notes:
        base = int(policy["round_to"])
        low = fact.value - base // 2  # halves are rounded up
        return max(low, Decimal(policy["hide_below"])), fact.value + (base - 1) // 2
    if "rounded_amount" in fact.notes:
        # To a multiple of one digit and some zeros: at most nine times the zeros it ends with.
        half = Decimal("4.5").scaleb(int(fact.value.normalize().as_tuple().exponent))
        return fact.value - half, fact.value + half
    return fact.value, fact.value


def _check(
    what: str, terms: Iterable[Term], facts: Facts, bounds: Callable[[Fact], Bounds]
) -> Iterator[ContradictionError]:
    """Yield that terms which should give nothing cannot; terms that are not there prove nothing."""
    signed = [(sign, facts.get(key)) for sign, key in terms]
    low, high = Decimal(0), Decimal(0)
    for sign, fact in signed:
        if fact is None or (fact.value is None and not fact.hidden):
            return
        least, most = bounds(fact)
        low, high = (low + least, high + most) if sign > 0 else (low - most, high - least)
    if low > 0 or high < 0:
        parts = [fact.place for sign, fact in signed if fact and sign > 0]
        whole = [fact.place for sign, fact in signed if fact and sign < 0]
        by = low if low > 0 else -high
        yield contradiction(
            f"{what}, by {plain(by)} at least", *whole, *parts,
            expected="a difference that rounding and hidden cells explain",
        )  # fmt: skip


def _is_counted(key: Key) -> bool:
    """Return whether this was counted; a year to date is the sum of published months."""
    return STATISTICS[key[0]].kind in {"count", "sum"} and ".." not in key[1]


def _counties(facts: Facts, areas: Areas) -> Iterator[tuple[str, list[Term]]]:
    for key in facts:
        statistic, period, area, *cell = key
        if area == areas.province.code and _is_counted(key):
            counties = [(1, (statistic, period, county.code, *cell)) for county in areas.counties]
            yield "the counties do not add up to the province", [*counties, (-1, key)]


def _categories(facts: Facts, areas: Areas) -> Iterator[tuple[str, list[Term]]]:
    parts: dict[tuple[str, ...], list[Term]] = defaultdict(list)
    for key in facts:
        if key[3] not in {TOTAL, *_NOT_PARTS} and _is_counted(key):
            parts[key[:4]].append((1, key))
    for (statistic, period, area, breakdown), terms in parts.items():
        if len(terms) < len(STATISTICS[statistic].categories(breakdown)):
            continue
        whole: Key = (statistic, period, area, TOTAL, TOTAL)
        if breakdown == "headship_cause" and statistic in {"files_active", "files_opened"}:
            if statistic == "files_opened":  # those of women are not told apart
                continue
            whole = (statistic, period, area, "head_sex", "female")
        yield f"the categories of {breakdown} do not add up", [*terms, (-1, whole)]


def _years(facts: Facts, areas: Areas) -> Iterator[tuple[str, list[Term]]]:
    for key in facts:
        statistic, period, *cell = key
        if statistic in FLOWS and len(period) == _LENGTH_OF_YEAR:
            months = [(1, (statistic, str(month), *cell)) for month in Year(int(period)).months]
            yield "the months do not add up to the year", [*months, (-1, key)]


def _flows(facts: Facts, areas: Areas) -> Iterator[tuple[str, list[Term]]]:
    changes: dict[str, Sequence[tuple[int, str]]] = {
        "files_active": ((1, "files_opened"), (1, "files_reopened"), (-1, "files_closed")),
        "files_total": ((1, "files_opened"),),
        "students_supported": ((1, "students_started"), (-1, "students_ended")),
    }
    for key in facts:
        statistic, period, *cell = key
        if statistic == "files_inactive":
            yield (
                "active and inactive files do not add up",
                [(1, key), (1, ("files_active", period, *cell)),
                 (-1, ("files_total", period, *cell))],
            )  # fmt: skip
        moves = statistic == "files_total" and cell != [areas.province.code, TOTAL, TOTAL]
        if statistic in changes and not moves:  # a file may be reopened in another county
            before = str(parse_period(period).previous())
            flows = [(sign, (flow, period, *cell)) for sign, flow in changes[statistic]]
            yield (
                "a stock is not the one before with what came and went",
                [(1, (statistic, before, *cell)), *flows, (-1, key)],
            )


def _levels(facts: Facts, areas: Areas) -> Iterator[tuple[str, list[Term]]]:
    """Yield that the students of a level are the same under both names."""
    for level in LEVELS:
        for key in facts:
            statistic, period, area, breakdown, category = key
            if statistic == f"{level}_students" and breakdown in {TOTAL, "stage"}:
                twin = ("level", level) if breakdown == TOTAL else (breakdown, category)
                other = ("students_supported", period, area, *twin)
                yield "the students of a level have two numbers", [(1, other), (-1, key)]
