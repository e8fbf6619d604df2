"""Sentences generated from numbers: what the value is, and how it has changed.

They state no cause, nothing about hidden cells, and a change only where both ends are published.
"""

from helpers.domain.school_years import school_year, school_year_name
from helpers.report.changes import changes_in_words
from helpers.report.context import Context
from helpers.report.series import Observation


def statement(context: Context, code: str) -> str:
    """Return the sentence on the value of a statistic in the period of the page."""
    observation = context.observe(code)
    words = context.words
    area, period = context.area_in_words(), context.period_in_words()
    if observation.number is None:
        return not_published(context, observation)
    statistic = observation.statistic
    year = context.period.year - 1
    return words.term("sentence", code).format(
        area=area,
        period=period,
        value=words.quantity(observation),
        number=words.in_prose(observation.number, statistic.unit, statistic.decimals),
        school_year=school_year_name(school_year(year), context.lang),
    )


def sentence(context: Context, code: str) -> str:
    """Return the value and its changes since the previous period and the year before."""
    changes = changes_in_words(context, code)
    return f"{statement(context, code)} {changes}".rstrip()


def not_published(context: Context, observation: Observation) -> str:
    """Return the sentence that stands where a value is not published, with the reason."""
    words = context.words
    parts = {
        "statistic": context.name(observation.statistic.code),
        "area": context.area_in_words(),
        "period": context.period_in_words(),
    }
    if observation.is_hidden:
        return words.phrase("confidential_statement", **parts)
    if observation.is_inapplicable or not observation.notes:
        return words.phrase("inapplicable_statement", **parts)
    reasons = [words.term("note", note) for note in observation.notes]
    return words.phrase("unavailable_statement", reason=reasons[0], **parts)
