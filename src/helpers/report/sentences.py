"""Sentences generated from numbers: what the value is, and how it has changed.

They state no cause, nothing about hidden cells, and a change only where both ends are published.
A sentence opens with its period; where several follow each other, the first alone names period and
area.
"""

import re
from collections.abc import Sequence

from helpers.domain.school_years import school_year, school_year_name
from helpers.report.change_words import changes_in_short, changes_in_words
from helpers.report.context import Context
from helpers.report.quantities import amount, quantity
from helpers.report.series import Observation
from helpers.report.wording import form

_OPENING = re.compile(r"\{(\w+)\} ")
# Of the same period as the sentence before; other openings are repeated.
_SAID_AGAIN = {"at_end", "within", "for_period"}


def statement(context: Context, code: str) -> str:
    """Return the sentence on the value of a statistic in the period of the page."""
    observation = context.observe(code)
    if observation.number is None:
        return not_published(context, observation)
    words = context.words
    clause = _clause(
        context,
        observation,
        of_area=words.phrase("of", name=context.area_in_words()),
        in_area=words.phrase("in_area", name=context.area_in_words()),
    )
    return f"{_opening(context, code)} {words.together([clause])}."


def sentence(context: Context, code: str) -> str:
    """Return the value and its changes since the previous period and the year before."""
    changes = changes_in_words(context, code)
    return f"{statement(context, code)} {changes}".rstrip()


def sentences(context: Context, codes: Sequence[str], *, changes: bool = True) -> str:
    """Return the first statistic with its changes, and what is published of the others.

    Parameters
    ----------
    changes
        Whether the others have their changes too.
    """
    first, *others = codes
    published = [code for code in others if context.observe(code).number is not None]
    if not published:
        return sentence(context, first)
    words = context.words
    clauses = [_clause(context, context.observe(code)) for code in published]
    if changes:
        stated = [changes_in_short(context, code) for code in published]
        clauses = [
            words.phrase("with_changes", clause=clause, changes=since) if since else clause
            for clause, since in zip(clauses, stated, strict=True)
        ]
    joined = words.apart(clauses) if changes else words.together(clauses)
    opening = _opening(context, published[0], again=True)
    return f"{sentence(context, first)} {opening} {joined}."


def not_published(context: Context, observation: Observation) -> str:
    """Return the sentence that stands where a value is not published, with the reason."""
    words = context.words
    parts = {
        "statistic": words.inline(context.name(observation.statistic.code)),
        "area": context.area_in_words(),
        "period": context.period_in_words(),
    }
    if observation.is_hidden:
        return words.phrase("confidential_statement", **parts)
    if observation.is_inapplicable or not observation.notes:
        return words.phrase("inapplicable_statement", **parts)
    reason = words.inline(words.term("note", observation.notes[0]))
    return words.phrase("unavailable_statement", reason=reason, **parts)


def _clause(
    context: Context, observation: Observation, *, of_area: str = "", in_area: str = ""
) -> str:
    """Return what a sentence says of a value, without its opening; the area may be left out."""
    words, statistic = context.words, observation.statistic
    assert observation.number is not None
    forms = _OPENING.sub("", words.term("sentence", statistic.code), count=1)
    said = form(forms, observation.number).format(
        of_area=of_area,
        in_area=in_area,
        value=quantity(context, observation),
        number=amount(context, observation),
    )
    return " ".join(said.split())


def _opening(context: Context, code: str, *, again: bool = False) -> str:
    """Return with which words a sentence opens: at the end of Mehr 1403; in the same month."""
    found = _OPENING.match(context.words.term("sentence", code))
    if found is None:
        raise ValueError(f"the sentence on {code} does not say when")
    if again and found[1] in _SAID_AGAIN:
        return context.words.phrase(f"again_{found[1]}_{context.period.cadence}")
    year = school_year(context.period.year - 1)
    return context.words.phrase(
        f"opening_{found[1]}",
        period=context.period_in_words(),
        school_year=school_year_name(year, context.lang),
    )
