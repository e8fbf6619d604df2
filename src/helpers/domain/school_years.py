"""School years: from Mehr of one year to Shahrivar of the next."""

from helpers.domain.periods import MEHR, Month, Span
from helpers.domain.persian import Lang, persian_digits


def school_year(first: int) -> Span:
    """Return the school year from Mehr of this year to Shahrivar of the next."""
    return Span(Month(first, MEHR), Month(first + 1, MEHR - 1))


def school_year_name(span: Span, lang: Lang) -> str:
    """Return «سال تحصیلی ۱۴۰۲–۱۴۰۳» or "school year 1402–1403"."""
    years = f"{span.first.year}–{span.last.year}"
    return f"سال تحصیلی {persian_digits(years)}" if lang == "fa" else f"school year {years}"
