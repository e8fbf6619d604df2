"""What the data-quality box says of the deliveries behind a page: how much, how clean, how late."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from helpers.domain.deliveries import Fact
from helpers.domain.markup import DELIVERED, Counted
from helpers.domain.periods import parse_month
from helpers.domain.persian import list_in_words
from helpers.report.context import Context
from helpers.report.notes import policy_numbers
from helpers.report.sources import Sources, written

_COUNTS: tuple[tuple[Counted, str], ...] = (
    ("rows", "table"), ("cleaned", "cleaned"), ("warnings", "warning"),
)  # fmt: skip
_BETWEEN = {"fa": Markup("؛ "), "en": Markup("; ")}
NOTHING = Sources()


@dataclass(frozen=True)
class Sentence:
    """A sentence of the box, and where its numbers are from."""

    html: Markup
    sources: Sources = NOTHING

    @property
    def text(self) -> str:
        """The sentence without its markup."""
        return self.html.striptags()


def delivery_sentences(context: Context) -> list[Sentence]:
    """Return what is to be said of the deliveries; nothing of a register that was not delivered.

    Counts are those of the whole register; which counties were late, or sent nothing, is said of
    the months of the page.
    """
    due_days = context.settings.configuration.deliveries.due_days
    facts = context.table.about.delivered(context.period, due_days)
    return [*_counts(context, facts), *_counties(context, facts)]


def _counts(context: Context, facts: Sequence[Fact]) -> Iterator[Sentence]:
    words, told = context.words, False
    for indicator, kind in _COUNTS:
        items = [
            _filled(
                context, "quality_item",
                name=escape(words.inline(words.term(kind, fact.code))),
                number=_number(context, fact),
            )
            for fact in facts
            if fact.indicator == indicator
        ]  # fmt: skip
        if items:
            told = True
            listed = _BETWEEN[context.lang].join(items)
            sentence = _filled(context, f"quality_{indicator}", list=listed)
            yield Sentence(sentence, Sources(count=indicator))
    if told and context.table.about.edition == "public":
        yield Sentence(escape(words.phrase("note_delivered", **policy_numbers(context))))


def _number(context: Context, fact: Fact) -> Markup:
    """Return a count, or what it is less than."""
    number = context.words.count(int(fact.value or fact.below))
    text = number if fact.value else context.words.phrase("fewer_than", number=number)
    return _stating(fact.indicator, fact.code, text)


def _counties(context: Context, facts: Sequence[Fact]) -> Iterator[Sentence]:
    """Yield which counties were late with the period's payments, or have sent none."""
    days = next((int(fact.value) for fact in facts if fact.indicator == "due_days"), 0)
    late = [fact for fact in facts if fact.indicator == "late"]
    if late:
        yield _of_months(context, late, Sources(count="due_days"), days=_days(context, days))
    if missing := [fact for fact in facts if fact.indicator == "missing"]:
        yield _of_months(context, missing, NOTHING)
    for fact in facts:
        if fact.indicator == "in_time":
            text = context.words.phrase("quality_in_time", period=context.period_in_words())
            yield Sentence(_stating("in_time", fact.period, text))


def _of_months(
    context: Context, facts: Sequence[Fact], sources: Sources, **parts: Markup
) -> Sentence:
    """Return which counties it was, in which of the months."""
    months = [
        {"month": escape(parse_month(month).name(context.lang)), "counties": _names(context, group)}
        for month, group in groupby(facts, key=lambda fact: fact.period)
    ]
    code = f"quality_{facts[0].indicator}"
    if len(months) == 1:
        return Sentence(_filled(context, code, **months[0], **parts), sources)
    listed = _BETWEEN[context.lang].join(
        _filled(context, "quality_month", **month) for month in months
    )
    return Sentence(_filled(context, f"{code}_months", list=listed, **parts), sources)


def _names(context: Context, facts: Iterable[Fact]) -> Markup:
    """Return the counties of one month, in the order of the table of areas."""
    facts = list(facts)
    codes = {fact.code for fact in facts}
    names = [area.name(context.lang) for area in context.settings.areas if area.code in codes]
    listed = _stating(facts[0].indicator, facts[0].period, list_in_words(names, context.lang))
    return _filled(context, "county" if len(names) == 1 else "counties", name=listed)


def _days(context: Context, days: int) -> Markup:
    """Return how late is late."""
    if days < 2:
        return escape(context.words.phrase(("days_after_none", "days_after_one")[days]))
    return escape(context.words.phrase("days_after", days=context.words.count(days)))


def _stating(indicator: str, what: str, text: str) -> Markup:
    """Return a text marked as the fact that it states."""
    attributes = written({DELIVERED: f"{indicator} {what}"})
    return Markup("<span{}>{}</span>").format(attributes, text)


def _filled(context: Context, code: str, **parts: Markup) -> Markup:
    """Return a phrase with markup in its gaps."""
    return escape(context.words.term("phrase", code)).format(**parts)
