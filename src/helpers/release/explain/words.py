"""An answer as lines of a terminal, in either language."""

import re
import textwrap
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import groupby

from helpers.domain.periods import parse_period
from helpers.domain.persian import COMMA, Lang, format_number, persian_digits
from helpers.domain.structure import STATISTICS
from helpers.release.explain.answer import Answer, Counted, Printed
from helpers.settings import Settings

_WIDTH = 96
_MARKS = {",": "٬", ".": "٫"}
Word = Callable[[str], str]


def answer_in_words(found: Answer, settings: Settings, lang: Lang) -> str:
    """Return the answer as text, its parts under each other."""

    def word(code: str) -> str:
        return settings.terms.text("explain", code, lang)

    labelled = [
        (word("number"), f"{found.name} ({found.unit})"),
        (word("filters"), found.place),
        (word("value"), _value(found, word("not_published"), lang)),
        (word("definition"), found.definition),
        (word("status"), found.status),
        (word("protection"), {"fa": "؛ ", "en": "; "}[lang].join(found.protection)),
        (word("policy"), " ".join(found.policy)),
        (word("file"), f"{found.file}:{found.line}" if found.line else found.file),
        (word("register"), f"{found.register} ({found.first_month}..{found.last_month})"),
    ]
    width = max(len(label) for label, _ in labelled) + 2
    lines = [
        textwrap.fill(
            text, _WIDTH, initial_indent=f"{label + ':':<{width}}",
            subsequent_indent=" " * width, break_long_words=False, break_on_hyphens=False,
        )
        for label, text in labelled
        if text
    ]  # fmt: skip
    if found.formula:
        text = _formula(found, word(f"formula_{found.formula.name}"), lang)
        lines += ["", f"{word('formula')}: {text}"]
    for part in found.counted:
        lines += ["", *_counted(part, word, lang)]
    lines += ["", f"{word('printed')}:", *_places(found.printed, word, lang)]
    return "\n".join(lines)


def _value(found: Answer, otherwise: str, lang: Lang) -> str:
    if not found.value:
        return otherwise
    decimals = STATISTICS[found.key[0]].decimals
    return f"{_number(found.value, decimals, lang)} {found.unit}"


def _number(value: str, decimals: int, lang: Lang) -> str:
    return format_number(Decimal(value), lang, decimals)


def _formula(found: Answer, text: str, lang: Lang) -> str:
    assert found.formula
    factor = format_number(found.formula.factor, lang)
    names = [part.name for part in found.counted]
    return text.format(factor=factor, first=names[0], second=names[-1])


def _counted(part: Counted, word: Word, lang: Lang) -> Iterator[str]:
    """Yield one counted statistic: what it is, its value, and the query, in the engine's words."""
    period = parse_period(part.key[1]).name(lang)
    statistic = STATISTICS[part.key[0]]
    value = _number(part.value, statistic.decimals, lang) if part.value else word("not_published")
    yield f"{part.name}{COMMA[lang]}{period}: {value}" + (f" ({part.file})" if part.file else "")
    if part.definition:
        yield f"  {part.definition}"
    how = "changes" if part.are_changes else "rows"
    yield f"  {word(how).format(period=_digits(str(part.period_number), lang))}"
    for name, sql in part.queries.items():
        yield f"  {word('query')} {name}:"
        yield textwrap.indent(sql, "    ")
    for name, sql in part.tables.items():
        yield f"  {word('table')} {name}:"
        yield textwrap.indent(sql, "    ")


def _digits(text: str, lang: Lang) -> str:
    """Return a text with the digits and marks of the language, as the page has it."""
    if lang == "en":
        return text
    marked = re.sub(r"(?<=\d)[,.](?=\d)", lambda mark: _MARKS[mark[0]], text)
    return persian_digits(marked)


def _places(printed: tuple[Printed, ...], word: Word, lang: Lang) -> Iterator[str]:
    if not printed:
        yield f"  {word('nowhere')}"
    for file, places in groupby(printed, key=lambda place: place.file):
        yield f"  {file}"
        for place in places:
            how = word(f"how_{place.how}")
            yield f"    {place.section or word('top')} · {how}: {_digits(place.text, lang)}"
