"""The headline: what happened, and the figures that carry it."""

from collections.abc import Sequence

from markupsafe import Markup

from helpers.report.change_words import figure_change
from helpers.report.charts import sparkline
from helpers.report.context import Context, floats
from helpers.report.html import Fragment
from helpers.report.quantities import amount, quantity
from helpers.report.sentences import sentences
from helpers.report.series import Observation
from helpers.report.sources import Sources, written
from helpers.report.tables import cell_text

SENTENCES = 3

# The name of a count or a rate says what is counted; a sum, a share and a time need their unit.
_UNIT_NEEDED = {"rials", "percent", "months"}


def summary(context: Context, codes: Sequence[str]) -> str:
    """Return two or three sentences: the first statistic with its changes, the next without."""
    return sentences(context, codes[:SENTENCES], changes=False)


def headline(context: Context, codes: Sequence[str]) -> Fragment:
    """Return the summary and one figure for each statistic."""
    text = summary(context, codes)
    sources = written(Sources(tuple(codes[:SENTENCES])).attributes)
    figures = [_figure(context, code) for code in codes]
    html = Markup(
        '<div class="headline" dir="auto"><p class="summary"{}>{}</p>\n'
        '<ul class="figures">\n{}\n</ul></div>'
    ).format(sources, text, Markup("\n").join(figure.html for figure in figures))
    return Fragment(html, "\n".join([text, *(figure.text for figure in figures)]))


def _figure(context: Context, code: str) -> Fragment:
    observation = context.observe(code)
    label = context.name(code)
    change = figure_change(context, code) or _reason(context, observation)
    value = _value(context, observation)
    history = [context.observe(code, period).number for period in context.recent]
    parts = [
        Markup('<span class="figure-label">{}</span>').format(label),
        Markup('<span class="figure-value">{}</span>').format(value),
    ]
    if change:
        parts.append(Markup('<span class="figure-change">{}</span>').format(change))
    if sum(number is not None for number in history) > 1:
        parts.append(Markup(sparkline(floats(history), lang=context.lang)))
    sources = written(Sources((code,)).attributes)
    html = Markup('<li class="figure"{}>{}</li>').format(sources, Markup().join(parts))
    text = context.words.apart([f"{label}: {value}", *([change] if change else [])])
    return Fragment(html, text)


def _reason(context: Context, observation: Observation) -> str:
    """Return why a figure is not available; of a confidential one the notes tell."""
    if not observation.is_unavailable or not observation.notes:
        return ""
    return context.words.inline(context.words.term("note", observation.notes[0]))


def _value(context: Context, observation: Observation) -> str:
    if observation.number is None:
        return cell_text(observation, context.words)
    if observation.statistic.unit in _UNIT_NEEDED:
        return quantity(context, observation)
    return amount(context, observation)
