"""Charts in words: highest, lowest, first, last, change, and what is not shown.

Every sentence is made from the numbers as the chart writes them, so the two cannot disagree.
"""

from collections.abc import Sequence

from helpers.domain.periods import Period
from helpers.domain.persian import Lang, format_number, isolate, list_in_words
from helpers.report.charts.lines import Line, position
from helpers.report.charts.scale import Measure

WORDS: dict[str, dict[Lang, str]] = {
    "confidential": {"fa": "محرمانه", "en": "confidential"},
    "not_published": {"fa": "منتشر نشده", "en": "not published"},
    "axis_above_zero": {"fa": "محور از صفر شروع نمی‌شود", "en": "axis does not start at zero"},
    "north": {"fa": "شمال", "en": "north"},
    "trend": {"fa": "نمودار خطی", "en": "Line chart"},
    "bars": {"fa": "نمودار میله‌ای", "en": "Bar chart"},
    "pair": {"fa": "دو نمودار میله‌ای کنار هم", "en": "Two bar charts side by side"},
    "composition": {"fa": "نمودار میله‌ای انباشته", "en": "Stacked bar chart"},
    "bubble_map": {"fa": "نقشه شماتیک", "en": "Schematic map"},
    "places": {"fa": "مکان", "en": "places"},
    "categories": {"fa": "دسته", "en": "categories"},
    "periods": {"fa": "دوره", "en": "periods"},
    "highest": {"fa": "بیشترین", "en": "highest"},
    "lowest": {"fa": "کمترین", "en": "lowest"},
    "points": {"fa": "واحد درصد", "en": "percentage points"},
}
_PERCENT = {"درصد", "percent", "%"}
_FEW = 3


def sentence_of_items(
    names: Sequence[str], values: Sequence[float | None], measure: Measure,
    *, reference: tuple[str, float] | None = None,
) -> str:  # fmt: skip
    """Return the highest and the lowest of named values, the reference and the hidden ones."""
    lang = measure.lang
    known = [
        (_run(name, lang), value)
        for name, value in zip(names, values, strict=True)
        if value is not None
    ]
    hidden = [_run(name, lang) for name, v in zip(names, values, strict=True) if v is None]
    parts = []
    if len(known) == 1:
        parts.append(f"{known[0][0]}: {measure.quantity(known[0][1])}")
    elif known:
        parts.append(_extremes(known, measure, "categories", united=True))
    if reference:
        parts.append(f"{_run(reference[0], lang)}: {measure.quantity(reference[1])}")
    if not known:
        parts.append({"fa": "همه مقادیر محرمانه است", "en": "all values are confidential"}[lang])
    elif hidden:
        parts.append(f"{WORDS['confidential'][lang]}: {list_in_words(hidden, lang)}")
    return as_sentence(parts, lang)


def sentence_of_line(
    periods: Sequence[Period], line: Line, measure: Measure, *, named: bool
) -> str:
    """Return how one series went: first, last, change, highest, lowest, gaps."""
    lang = measure.lang
    known, hidden = line.published(periods), line.hidden(periods)
    parts = []
    if not known:
        parts.append({"fa": "هیچ مقداری منتشر نشده است", "en": "no value is published"}[lang])
    elif len(known) == 1:
        parts.append(f"{known[0][0].name(lang)}: {measure.quantity(known[0][1])}")
    else:
        parts.append(_course(known, measure))
        if len(known) > 2:
            named_values = [(period.name(lang), value) for period, value in known]
            parts.append(_extremes(named_values, measure, "periods", united=False))
    if known and hidden:
        spans = list_in_words(_spans(hidden, lang), lang)
        parts.append(f"{WORDS['not_published'][lang]}: {spans}")
    text = as_sentence(parts, lang)
    if not named:
        return text
    return f"{_run(line.label, lang)}: {text[0].lower()}{text[1:]}"


def as_sentence(parts: Sequence[str], lang: Lang) -> str:
    """Return the parts as one sentence: a capital, semicolons, a full stop."""
    text = {"fa": "؛ ", "en": "; "}[lang].join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def alt_text(kind: str, what: str, unit: str, lang: Lang) -> str:
    """Return the few words by which a chart is known: kind, what it covers, unit."""
    return {"fa": "، ", "en": ", "}[lang].join((WORDS[kind][lang], what, unit))


def count_of(number: int, what: str, lang: Lang) -> str:
    """Return "8 categories"."""
    return f"{format_number(number, lang)} {WORDS[what][lang]}"


def period_span(periods: Sequence[Period], lang: Lang) -> str:
    """Return "Mehr 1402 to Mehr 1403", or the one period there is."""
    first, last = periods[0].name(lang), periods[-1].name(lang)
    if len(periods) == 1:
        return first
    return f"{first} {'تا' if lang == 'fa' else 'to'} {last}"


def _course(known: Sequence[tuple[Period, float]], measure: Measure) -> str:
    (start, first), (end, last) = known[0], known[-1]
    lang = measure.lang
    change = measure.change(first, last)
    size = format_number(abs(change), lang, measure.decimals)
    if measure.unit in _PERCENT:
        size = f"{size} {WORDS['points'][lang]}"
    if lang == "fa":
        outcome = f"{size} {'افزایش' if change > 0 else 'کاهش'}" if change else "بدون تغییر"
        return (
            f"از {measure.quantity(first)} در {start.name(lang)} به {measure.number(last)} "
            f"در {end.name(lang)}، {outcome}"
        )
    way = "an increase" if change > 0 else "a decrease"
    outcome = f"{way} of {size}" if change else "no change"
    return (
        f"from {measure.quantity(first)} in {start.name(lang)} to {measure.number(last)} "
        f"in {end.name(lang)}, {outcome}"
    )


def _extremes(
    named: Sequence[tuple[str, float]], measure: Measure, what: str, *, united: bool
) -> str:
    """Return the highest and the lowest as written, and whose they are; few ties are named."""
    lang = measure.lang
    written = [(name, measure.rounded(value), value) for name, value in named]
    high, low = (choose(number for _, number, _ in written) for choose in (max, min))
    if high == low:
        every = {"fa": "همه برابر", "en": "all equal"}[lang]
        value = written[0][2]
        return f"{every}: {measure.quantity(value) if united else measure.number(value)}"

    def holder(word: str, wanted: object) -> str:
        names = [name for name, number, _ in written if number == wanted]
        value = next(value for _, number, value in written if number == wanted)
        who = list_in_words(names, lang) if len(names) <= _FEW else count_of(len(names), what, lang)
        text = measure.quantity(value) if united else measure.number(value)
        return f"{WORDS[word][lang]}: {text} ({who})"

    return {"fa": "؛ ", "en": "; "}[lang].join((holder("highest", high), holder("lowest", low)))


def _spans(periods: Sequence[Period], lang: Lang) -> list[str]:
    """Return the periods in words, consecutive ones as "Aban 1402 to Dey 1402"."""
    runs: list[list[Period]] = []
    for period in periods:
        if runs and position(period) == position(runs[-1][-1]) + 1:
            runs[-1].append(period)
        else:
            runs.append([period])
    return [period_span(run, lang) for run in runs]


def _run(text: str, lang: Lang) -> str:
    """Return a name, isolated where it is written in another script than the page."""
    foreign = text.isascii() if lang == "fa" else not text.isascii()
    return isolate(text) if foreign else text
