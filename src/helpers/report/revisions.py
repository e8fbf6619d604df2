"""What was revised: the numbers of a page that were published otherwise, and their triangles."""

from collections.abc import Sequence
from decimal import Decimal

from helpers.domain.codelists import TOTAL
from helpers.domain.periods import period_or_span
from helpers.domain.reasons import FILE, Reason, cause_of, read_reasons, reason_of
from helpers.domain.structure import KEY
from helpers.domain.vintages import Story
from helpers.errors import DataError
from helpers.report.context import Context
from helpers.report.html import Fragment, join, paragraph
from helpers.report.series import Observation
from helpers.report.sources import Sources
from helpers.report.tables import Figure, Row, Table
from helpers.report.triangle import publication_in_words, triangles

MOST_SHOWN = 10

_Revised = tuple[Observation, Story]
_COLUMNS = (
    "statistic", "period", "area", "before", "now", "difference", "before_in", "cause",
)  # fmt: skip


def revisions_section(context: Context, codes: Sequence[str]) -> Fragment:
    """Return what has been revised of all the page has shown so far, and the triangles of codes.

    A number counts as revised until the register is continued with a later month. The section
    speaks of what has been shown, so it stands near the end.
    """
    words = context.words
    context.main_series.extend(code for code in codes if context.counted_here(code))
    drawn = triangles(context, context.main_series)
    found = context.table.revised()
    if not found:
        if len({row[len(KEY)] for row in context.table.used_past()}) == 1:
            return paragraph("statement", words.phrase("revisions_first"))
        return join([paragraph("statement", words.phrase("revisions_none")), drawn])
    shown = sorted(found, key=lambda revised: _rank(context, revised))[:MOST_SHOWN]
    text = words.phrase("revisions_some", number=words.count(len(found)))
    if len(shown) < len(found):
        text = f"{text} {words.phrase('revisions_shown', number=words.count(len(shown)))}"
    reasons = _reasons(context)
    return join(
        [
            paragraph("statement", text, Sources(count="revised")),
            _table(context, shown, reasons).fragment(words, folded=False),
            *(paragraph("note", said) for said in _reasons_in_words(context, shown, reasons)),
            drawn,
        ]
    )


def _rank(context: Context, revised: _Revised) -> tuple[bool, bool, Decimal]:
    """Return the place of a revision: the page's own area, totals, then the largest first."""
    observation, (*_, before, after) = revised
    old, new = before.number or Decimal(0), after.number or Decimal(0)
    share = abs(new - old) / (abs(old) or 1)
    return observation.area != context.area.code, observation.breakdown != TOTAL, -share


def _table(context: Context, shown: Sequence[_Revised], reasons: Sequence[Reason]) -> Table:
    words = context.words
    return Table(
        context.next_identity(),
        words.phrase("revisions_caption"),
        tuple(words.phrase(f"column_{name}") for name in _COLUMNS),
        tuple(_row(context, *revised, reasons) for revised in shown),
        (words.phrase("revisions_note"),),
    )


def _row(
    context: Context, observation: Observation, story: Story, reasons: Sequence[Reason]
) -> Row:
    words, by = context.words, observation.breakdown
    name = context.name_with_unit(observation.statistic.code)
    if by != TOTAL:
        name = words.phrase("of_category", name=name, category=words.term(by, observation.category))
    (before, now), decimals = story[-2:], observation.statistic.decimals
    old, new = before.number or Decimal(0), now.number or Decimal(0)
    cause = cause_of(observation.key, now.vintage, context.table.rows.history, reasons)
    return Row(
        name,
        (
            context.period_heading(period_or_span(observation.period)),
            context.settings.areas[observation.area].name(context.lang),
            Figure(old, decimals, "earlier", observation, publication=before.vintage),
            observation,
            Figure(
                new - old,
                decimals,
                "revision",
                observation,
                signed=True,
                publication=before.vintage,
            ),
            publication_in_words(context, before.vintage),
            words.term("cause", cause),
        ),
    )


def _reasons(context: Context) -> list[Reason]:
    try:
        return read_reasons(context.settings.reference)
    except ValueError as error:
        raise DataError(
            "the reasons of revisions cannot be read", where=FILE, found=str(error),
            do="correct the table",
        ) from None  # fmt: skip


def _reasons_in_words(
    context: Context, shown: Sequence[_Revised], reasons: Sequence[Reason]
) -> list[str]:
    """Return the reasons that were given, each once."""
    history = context.table.rows.history
    given = [reason_of(cell.key, story[-1].vintage, history, reasons) for cell, story in shown]
    return [
        context.words.phrase(
            "revisions_reason",
            cause=context.words.term("cause", reason.cause),
            reason=reason.text(context.lang),
        )
        for reason in dict.fromkeys(given)
        if reason
    ]
