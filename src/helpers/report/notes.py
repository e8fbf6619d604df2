"""Notes: under a table why cells are empty or rounded; at the end what all of it means."""

from collections.abc import Iterable

from markupsafe import Markup

from helpers.domain.structure import STATISTICS
from helpers.report.context import Context
from helpers.report.html import Fragment, join, paragraph
from helpers.report.quantities import is_rough_mean
from helpers.report.series import Observation

# Notes whose words hold numbers of the disclosure policy; the others stand under kind "note".
_BY_POLICY = {"few_contributors", "dominant_contributors"}
_HOW_ROUNDED = ("rounded", "rounded_amount")
_SEPARATOR = {"fa": "؛ ", "en": "; "}


def policy_numbers(context: Context) -> dict[str, str]:
    """Return the numbers of the disclosure policy, written in the page's language."""
    return context.settings.configuration.disclosure.in_words(context.lang)


def table_notes(context: Context, shown: Iterable[Observation]) -> tuple[str, ...]:
    """Return what must stand under a table with these observations, and nothing else."""
    shown = list(shown)
    hidden = reasons_in_words(context, (cell for cell in shown if cell.is_hidden))
    missing = reasons_in_words(
        context, (cell for cell in shown if cell.number is None and not cell.is_hidden)
    )
    words = context.words
    notes = []
    if hidden:
        notes.append(words.phrase("note_confidential", reasons=hidden))
    if missing:
        notes.append(words.phrase("note_unavailable", reasons=missing))
    published = {note for cell in shown if cell.number is not None for note in cell.notes}
    notes += [
        words.phrase(f"note_{note}", **policy_numbers(context))
        for note in _HOW_ROUNDED
        if note in published
    ]
    if any(is_rough_mean(context, cell) for cell in shown):
        notes.append(words.phrase("note_rough_means"))
    return tuple(notes)


def reasons_in_words(context: Context, cells: Iterable[Observation]) -> str:
    """Return why cells hold no number, each reason once."""
    codes = dict.fromkeys(note for cell in cells for note in cell.notes if note not in _HOW_ROUNDED)
    return _SEPARATOR[context.lang].join(_reason(context, code) for code in codes)


def _reason(context: Context, code: str) -> str:
    words = context.words
    if code in _BY_POLICY:
        return words.phrase(f"note_{code}", **policy_numbers(context))
    return words.inline(words.term("note", code))


def page_notes(context: Context) -> Fragment:
    """Return definitions, policy, source and contact."""
    words, configuration = context.words, context.settings.configuration
    organisation = configuration.organisation
    name, unit = organisation.name(context.lang), organisation.unit(context.lang)
    calendar = words.phrase(
        "notes_calendar",
        period=context.period_in_words(),
        gregorian=context.period.gregorian(context.lang),
    )
    source = words.phrase("notes_source", organisation=name, unit=unit)
    notes = [calendar, *_method(context), source]
    return join(
        [_definitions(context), *(paragraph("note", note) for note in notes), _contact(context)]
    )


def _definitions(context: Context) -> Fragment:
    codes = [code for code in STATISTICS if code in context.shown]
    pairs = [
        (context.name(code), context.settings.terms["statistic", code].definition(context.lang))
        for code in codes
    ]
    items = Markup("\n").join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(name, definition) for name, definition in pairs
    )
    return Fragment(
        Markup('<dl class="definitions" dir="auto">\n{}\n</dl>').format(items),
        "\n".join(f"{name}: {definition}" for name, definition in pairs),
    )


def _method(context: Context) -> list[str]:
    words, province = context.words, context.settings.configuration.province
    if context.table.about.edition == "internal":
        notes = [words.phrase("notes_internal")]
    else:
        codes = ("notes_disclosure", "notes_contributors", "notes_derived")
        notes = [words.phrase(code, **policy_numbers(context)) for code in codes]
    if "active_per_1000" in context.shown:
        notes.append(words.phrase("notes_population", year=words.digits(province.population_year)))
    if "pension_per_1000_fhh" in context.shown:
        notes.append(words.phrase("notes_households", year=words.digits(province.households_year)))
    return notes


def _contact(context: Context) -> Fragment:
    contact = context.settings.configuration.contact
    name = context.words.phrase("notes_contact", name=contact.name(context.lang))
    html = Markup(
        '<p class="note" dir="auto">{} <a href="mailto:{}" lang="en" dir="ltr">{}</a></p>'
    ).format(name, contact.email, contact.email)
    return Fragment(html, f"{name} {contact.email}")
