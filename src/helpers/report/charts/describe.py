"""Charts in words: highest, lowest, first, last, change, and what is not shown.

Every sentence is made from the numbers as the chart writes them, so the two cannot disagree.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeVar

from helpers.domain.periods import Period
from helpers.domain.persian import COMMA, Lang, format_number, isolate, list_in_words
from helpers.report.charts.lines import Line
from helpers.report.charts.scale import Measure
from helpers.report.charts.spans import count_of_spans, periods_in_words

WORDS: dict[str, dict[Lang, str]] = {
    "confidential": {"fa": "محرمانه", "en": "confidential"},
    "not_published": {"fa": "منتشر نشده", "en": "not published"},
    "nothing": {"fa": "هیچ مقداری منتشر نشده است", "en": "no value is published"},
    "axis_above_zero": {"fa": "محور از صفر شروع نمی‌شود", "en": "axis does not start at zero"},
    "north": {"fa": "شمال", "en": "north"},
    "trend": {"fa": "نمودار خطی", "en": "Line chart"},
    "bars": {"fa": "نمودار میله‌ای", "en": "Bar chart"},
    "pair": {"fa": "دو نمودار میله‌ای کنار هم", "en": "Two bar charts side by side"},
    "composition": {"fa": "نمودار میله‌ای انباشته", "en": "Stacked bar chart"},
    "seasons": {"fa": "نمودار خطی ماه‌های سال", "en": "Line chart of the months of the year"},
    "heat_map": {"fa": "نقشه حرارتی", "en": "Heat map"},
    "against_scale": {"fa": "نمودار میله‌ای با نشانه", "en": "Bar chart with marks"},
    "survival": {
        "fa": "نمودار خطی به تفکیک سال تشکیل",
        "en": "Line chart by year of opening",
    },
    "bubble_map": {"fa": "نقشه شماتیک", "en": "Schematic map"},
    "counties": {"fa": "شهرستان", "en": "counties"},
    "categories": {"fa": "دسته", "en": "categories"},
    "periods": {"fa": "دوره", "en": "periods"},
    "cells": {"fa": "خانه", "en": "cells"},
    "month": {"fa": "ماه", "en": "month"},
    "closed_by_then": {"fa": "مختومه‌شده تا آن زمان", "en": "closed by then"},
    "since_opening": {"fa": "پس از تشکیل پرونده", "en": "after the file was opened"},
    "equal": {"fa": "برابر", "en": "equal"},
    "all_equal": {"fa": "همه برابر", "en": "all equal"},
    "about": {"fa": "حدود {}", "en": "about {}"},
    "no_change": {"fa": "بدون تغییر", "en": "no change"},
    "no_change_rounded": {
        "fa": "با ارقام گردشده بدون تغییر",
        "en": "no change after rounding",
    },
    "little_change": {"fa": "تقریباً بدون تغییر", "en": "little change"},
    "highest": {"fa": "بیشترین", "en": "highest"},
    "lowest": {"fa": "کمترین", "en": "lowest"},
    "points": {"fa": "واحد درصد", "en": "percentage points"},
}
JOINED: dict[Lang, str] = {"fa": "؛ ", "en": "; "}
_PERCENT = {"درصد", "percent", "%"}
FEW = 3
_Holder = TypeVar("_Holder")


def sentence_of_items(
    names: Sequence[str], values: Sequence[float | None], measure: Measure,
    *, reference: tuple[str, float] | None = None, what: str = "categories",
) -> str:  # fmt: skip
    """Return the highest and the lowest of named values, the reference and the hidden ones.

    Parameters
    ----------
    what
        What is counted where many share a value: a code of ``WORDS``.
    """
    lang = measure.lang
    known = [
        (run_of(name, lang), value)
        for name, value in zip(names, values, strict=True)
        if value is not None
    ]
    hidden = [run_of(name, lang) for name, v in zip(names, values, strict=True) if v is None]
    parts = []
    if len(known) == 1:
        parts.append(f"{known[0][0]}: {measure.quantity(known[0][1])}")
    elif known:
        named = [(within_brackets(name, lang), value) for name, value in known]
        parts.append(extremes(named, measure, few_names(what, lang), united=True))
    if reference:
        parts.append(f"{run_of(reference[0], lang)}: {measure.quantity(reference[1])}")
    if not known:
        parts.append({"fa": "همه مقادیر محرمانه است", "en": "all values are confidential"}[lang])
    elif hidden:
        parts.append(f"{WORDS['confidential'][lang]}: {list_in_words(hidden, lang)}")
    return as_sentence(parts, lang)


def sentence_of_line(
    periods: Sequence[Period], line: Line, measure: Measure, *, named: bool
) -> str:
    """Return how one series went: first, last, change, highest, lowest, gaps.

    Of one that never changes only the value is said.
    """
    lang = measure.lang
    known, hidden = line.published(periods), line.hidden(periods)
    parts = []
    if not known:
        parts.append(WORDS["nothing"][lang])
    elif len(known) == 1:
        parts.append(f"{known[0][0].name(lang)}: {measure.quantity(known[0][1])}")
    else:
        level = len({measure.rounded(value) for _, value in known}) == 1
        if not level:
            parts.append(course(known, measure))
        if level or len(known) > 2:
            parts.append(
                extremes(known, measure, lambda held: few_periods(held, lang), united=level)
            )
    if known and hidden:
        parts.append(gaps_in_words(hidden, lang))
    text = as_sentence(parts, lang)
    if not named:
        return text
    return f"{run_of(line.label, lang)}: {text[0].lower()}{text[1:]}"


def as_sentence(parts: Sequence[str], lang: Lang) -> str:
    """Return the parts as one sentence: a capital, semicolons, a full stop."""
    text = JOINED[lang].join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def alt_text(kind: str, what: str, unit: str, lang: Lang) -> str:
    """Return the few words by which a chart is known: kind, what it covers, unit."""
    return COMMA[lang].join((WORDS[kind][lang], what, unit))


def count_of(number: int, what: str, lang: Lang) -> str:
    """Return "8 categories"."""
    return f"{format_number(number, lang)} {WORDS[what][lang]}"


def change_in_words(first: float, last: float, measure: Measure) -> str:
    """Return "an increase of 583", from the two numbers as they are written."""
    change, lang = measure.change(first, last), measure.lang
    if not change:
        return WORDS["no_change_rounded" if measure.approximate else "no_change"][lang]
    if not measure.difference(change):
        return WORDS["little_change"][lang]
    size = size_of(change, measure)
    if lang == "fa":
        return f"{size} {'افزایش' if change > 0 else 'کاهش'}"
    return f"{'an increase' if change > 0 else 'a decrease'} of {size}"


def size_of(difference: Decimal, measure: Measure) -> str:
    """Return how large a difference of written numbers is: in points where they are percent."""
    said = abs(measure.difference(difference))
    size = format_number(said, measure.lang, measure.decimals_of_difference)
    if measure.unit in _PERCENT:
        size = f"{size} {WORDS['points'][measure.lang]}"
    return WORDS["about"][measure.lang].format(size) if measure.approximate else size


def course(known: Sequence[tuple[Period, float]], measure: Measure) -> str:
    """Return "from 5,210 files in Mehr 1402 to 5,793 in Mehr 1403, an increase of 583"."""
    (start, first), (end, last) = known[0], known[-1]
    lang, outcome = measure.lang, change_in_words(first, last, measure)
    if lang == "fa":
        return (
            f"از {measure.quantity(first)} در {start.name(lang)} به {measure.number(last)} "
            f"در {end.name(lang)}، {outcome}"
        )
    return (
        f"from {measure.quantity(first)} in {start.name(lang)} to {measure.number(last)} "
        f"in {end.name(lang)}, {outcome}"
    )


def extremes(
    holders: Sequence[tuple[_Holder, float]], measure: Measure,
    who: Callable[[list[_Holder]], str], *, united: bool,
) -> str:  # fmt: skip
    """Return the highest and the lowest as written, and whose they are.

    Parameters
    ----------
    who
        Names those that hold one value.
    united
        Whether the values have their unit.
    """
    lang = measure.lang
    write = measure.quantity if united else measure.number
    written = [(holder, measure.rounded(value), write(value)) for holder, value in holders]
    high, low = (choose(number for _, number, _ in written) for choose in (max, min))
    if high == low:
        return f"{WORDS['all_equal'][lang]}: {written[0][2]}"
    told = []
    for word, wanted in (("highest", high), ("lowest", low)):
        held = [(holder, text) for holder, number, text in written if number == wanted]
        told.append(f"{WORDS[word][lang]}: {held[0][1]} ({who([holder for holder, _ in held])})")
    return JOINED[lang].join(told)


def few_names(what: str, lang: Lang) -> Callable[[list[str]], str]:
    """Return what names few items, and counts many."""
    return lambda names: (
        list_in_words(names, lang) if len(names) <= FEW else count_of(len(names), what, lang)
    )


def few_periods(periods: Sequence[Period], lang: Lang) -> str:
    """Return periods by name where they make few spans; else how many they are."""
    if count_of_spans(periods) <= FEW:
        return periods_in_words(periods, lang)
    return count_of(len(periods), "periods", lang)


def gaps_in_words(periods: Sequence[Period], lang: Lang) -> str:
    """Return "not published: Aban to Dey 1402 and Mehr 1403"."""
    return f"{WORDS['not_published'][lang]}: {periods_in_words(periods, lang)}"


def run_of(text: str, lang: Lang) -> str:
    """Return a name, isolated where it is written in another script than the page."""
    foreign = text.isascii() if lang == "fa" else not text.isascii()
    return isolate(text) if foreign else text


def within_brackets(name: str, lang: Lang) -> str:
    """Return "Place A, this page" for "Place A (this page)", which stands in brackets itself."""
    return re.sub(r" \((.+)\)", rf"{COMMA[lang]}\1", name)
