"""Changes in words: in a sentence, behind a comma, under a figure, in a heading."""

from decimal import Decimal

from helpers.domain.periods import Month, Period
from helpers.report.changes import Change, change_since
from helpers.report.context import Context
from helpers.report.quantities import quantity, scaled_decimals


def changes_in_words(context: Context, code: str) -> str:
    """Return the sentence on the changes of a statistic; empty where none can be stated."""
    stated = [_clause(context, found, before) for found, before in _since(context, code)]
    if not stated:
        return ""
    return context.words.phrase("changes", clauses=context.words.together(stated))


def changes_in_short(context: Context, code: str) -> str:
    """Return the changes of a statistic as they follow a comma; empty where none can be stated."""
    stated = [change_in_short(context, found, before) for found, before in _since(context, code)]
    return context.words.listed(stated)


def change_in_short(context: Context, found: Change, before: str) -> str:
    """Return "12 more than a month earlier": the difference alone."""
    words = context.words
    if found.kind != "change":
        return words.phrase(f"{found.kind}_short", before=before)
    difference = _about(context, found, _difference(context, found))
    return words.phrase(
        "change_short", difference=difference, more=_more(context, found), before=before
    )


def figure_change(context: Context, code: str) -> str:
    """Return the change since the previous period, as it stands under a headline figure."""
    found = change_since(context, code, context.previous)
    return change_in_short(context, found, _previous(context)) if found else ""


def change_heading(context: Context, code: str) -> str:
    """Return what has happened to a statistic, as a heading states it.

    It is the change since the same month of the year before; where that is not known, since the
    previous period; where nothing is, the value, and where that is not published, the name.
    """
    words, name = context.words, context.name(code)
    now = context.observe(code)
    if now.number is None:
        return name
    if not now.number:
        return words.phrase("heading_none", statistic=name, period=context.period_in_words())
    for period in (context.year_before, context.previous):
        if period and (found := change_since(context, code, period)):
            said = _in_heading(context, found, period)
            return words.phrase("heading_said", statistic=name, said=said)
    return words.phrase("heading_said", statistic=name, said=quantity(context, now))


def _since(context: Context, code: str) -> list[tuple[Change, str]]:
    """Return the changes that can be stated, and since when they are."""
    found = [(change_since(context, code, context.previous), _previous(context))]
    if context.year_before:
        before = context.words.phrase("same_month_earlier")
        found.append((change_since(context, code, context.year_before), before))
    return [(each, before) for each, before in found if each]


def _previous(context: Context) -> str:
    monthly = isinstance(context.period, Month)
    return context.words.phrase("month_earlier" if monthly else "year_earlier")


def _clause(context: Context, found: Change, before: str) -> str:
    words = context.words
    if found.kind != "change":
        return words.phrase(found.kind, before=before)
    difference = _difference(context, found)
    if found.percent:
        difference = words.phrase(
            "and_percent", difference=difference, percent=_percent(context, found)
        )
    return words.phrase(
        "change",
        difference=_about(context, found, difference),
        more=_more(context, found),
        before=before,
    )


def _in_heading(context: Context, found: Change, since: Period) -> str:
    words = context.words
    # A school year has no name of its own in the calendar of the page.
    monthly = isinstance(since, Month)
    before = since.name(context.lang) if monthly else _previous(context)
    if found.kind != "change":
        return words.phrase(f"{found.kind}_short", before=before)
    size = _difference(context, found)
    if found.percent:
        size = words.phrase("percent", number=_percent(context, found))
    return words.phrase(
        "change_short",
        difference=_about(context, found, size),
        more=_more(context, found),
        before=words.phrase("in_period", period=before) if monthly else before,
    )


def _difference(context: Context, found: Change) -> str:
    """Return the size of a change with its unit: "12", "0.3 percentage points"."""
    words, size, decimals = context.words, found.size, max(-found.step.adjusted(), 0)
    scaled = scaled_decimals(found.now, found.step) if found.approximate else 1
    said = words.in_prose(size, found.unit, decimals, found.now, scaled_decimals=scaled)
    # With a decimal, even 1.0 is said as many are.
    return words.with_unit("units", Decimal(2) if decimals else size, found.unit, said)


def _percent(context: Context, found: Change) -> str:
    assert found.percent is not None
    return context.words.number(abs(found.percent), found.percent_decimals)


def _about(context: Context, found: Change, difference: str) -> str:
    return context.words.phrase("about", size=difference) if found.approximate else difference


def _more(context: Context, found: Change) -> str:
    way = "more" if found.difference > 0 else "less"
    return context.words.phrase(f"{way}_{found.unit}")
