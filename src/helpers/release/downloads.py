"""The numbers of a page as files: CSV for machines, a workbook for people."""

import datetime as dt
import io
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache

import xlsxwriter
from xlsxwriter.format import Format

from helpers.domain.about import Edition
from helpers.domain.codelists import TOTAL
from helpers.domain.periods import Span, parse_month, parse_period
from helpers.domain.persian import DIRECTION, Lang
from helpers.domain.structure import COLUMNS, DECIMALS, KEY
from helpers.domain.tidy import Row, as_csv
from helpers.errors import DataError
from helpers.release.numbers_sheet import NumbersSheet
from helpers.release.pages import Subject
from helpers.release.policy import policy_sentences
from helpers.settings import Settings

Rows = Sequence[Row]

# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_VALUE, _UNIT = COLUMNS.index("value"), COLUMNS.index("unit")
_WIDTHS = {"statistic": 38, "area": 16, "breakdown": 22, "category": 26, "value": 18, "note": 44}


def csv_text(rows: Rows) -> str:
    """Return the rows as CSV: the columns of the published table, codes and ASCII digits.

    Raises
    ------
    DataError
        If a code could run as a formula in a spreadsheet; codes never begin so, values may.
    """
    for row in rows:
        codes = row[:_VALUE] + row[_VALUE + 1 :]
        if any(code.startswith(_FORMULA_STARTS) for code in codes):
            raise DataError(
                "a code begins like a formula",
                where="the numbers of the page",
                found=repr(next(code for code in codes if code.startswith(_FORMULA_STARTS))),
                expected="codes of the code lists",
            )
    return as_csv(rows, COLUMNS)


def past_shown(past: Rows, main_series: Collection[str], subject: Subject) -> list[Row]:
    """Return what was published of a page's numbers: of those revised, and of the main series.

    Parameters
    ----------
    past
        The stories of all numbers of the page, as rows in the order of ``PAST_COLUMNS``.
    main_series
        Codes of the statistics whose revision triangle the page shows.
    """
    times = Counter(row[: len(KEY)] for row in past)
    return [
        row
        for row in past
        if times[key := row[: len(KEY)]] > 1
        or (key[0] in main_series and key[2:] == (subject.area, TOTAL, TOTAL))
    ]


def workbook(subject: Subject, titles: Mapping[Lang, str], rows: Rows, settings: Settings) -> bytes:
    """Return a workbook with one sheet of numbers and one of notes in each language.

    Its bytes depend on nothing but the numbers, the words and the settings.
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    created = dt.datetime.combine(subject.period.last_day, dt.time())
    mark = _mark(subject.edition, settings)
    book.set_properties({"created": created, "title": subject.identifier, "status": mark})
    formats = _formats(book)
    for lang in settings.configuration.languages:
        _write_numbers(book, formats, lang, rows, settings)
    for lang in settings.configuration.languages:
        _write_notes(book, formats, lang, subject, title=titles[lang], settings=settings)
    for sheet in book.worksheets() if mark else ():
        sheet.set_header(f"&C&B{mark}")  # on every page of paper
    book.close()
    return stream.getvalue()


def _mark(edition: Edition, settings: Settings) -> str:
    """Return what a workbook that is not public calls itself, in all languages."""
    if edition == "public":
        return ""
    words = settings.terms.text
    return " · ".join(words("page", edition, lang) for lang in settings.configuration.languages)


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    font = {"font_name": "Vazirmatn", "font_size": 10, "valign": "vcenter"}
    heading = {"bold": True, "bg_color": "#12436D", "font_color": "#FFFFFF", "text_wrap": True}
    formats = {
        "text": book.add_format(font),
        "wrapped": book.add_format(font | {"text_wrap": True, "valign": "top"}),
        "heading": book.add_format(font | heading),
        "strong": book.add_format(font | {"bold": True, "valign": "top"}),
    }
    for unit, decimals in DECIMALS.items():
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        formats[unit] = book.add_format(font | {"num_format": pattern})
    return formats


def _write_numbers(
    book: xlsxwriter.Workbook, formats: dict[str, Format], lang: Lang, rows: Rows,
    settings: Settings,
) -> None:  # fmt: skip
    terms = settings.terms
    sheet = book.add_worksheet(terms.text("page", "data_sheet", lang), NumbersSheet)
    if DIRECTION[lang] == "rtl":
        sheet.right_to_left()
    for number, column in enumerate(COLUMNS):
        heading = terms.text("column", column, lang)
        sheet.write_string(0, number, heading, formats["heading"])
        sheet.set_column(number, number, _WIDTHS.get(column, 14))
    in_words = _words(lang, settings)
    lines = ((in_words(row), formats[row[_UNIT]] if row[_VALUE] else None) for row in rows)
    sheet.write_lines(lines, formats["text"], _VALUE)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)


def _words(lang: Lang, settings: Settings) -> Callable[[Row], Row]:
    """Return what puts the words of the language in place of a row's codes."""
    terms = settings.terms

    @cache
    def word(kind: str, code: str) -> str:
        return terms.text(kind, code, lang)

    @cache
    def period_name(text: str) -> str:
        return _period_name(text, lang)

    @cache
    def area_name(code: str) -> str:
        return settings.areas[code].name(lang)

    @cache
    def notes(codes: str) -> str:
        return ("؛ " if lang == "fa" else "; ").join(word("note", code) for code in codes.split())

    def in_words(row: Row) -> Row:
        (
            statistic, period, start, end, area, breakdown, category, value, unit,
            obs_status, conf_status, note,
        ) = row  # fmt: skip
        return (
            word("statistic", statistic),
            period_name(period),
            start,
            end,
            area_name(area),
            word("breakdown", breakdown),
            word("breakdown" if breakdown == category else breakdown, category),
            value,
            word("unit", unit),
            word("obs_status", obs_status),
            word("conf_status", conf_status),
            notes(note),
        )

    return in_words


def _period_name(text: str, lang: Lang) -> str:
    if ".." not in text:
        return parse_period(text).name(lang)
    first, _, last = text.partition("..")
    return Span(parse_month(first), parse_month(last)).name(lang)


def _write_notes(
    book: xlsxwriter.Workbook, formats: dict[str, Format], lang: Lang, subject: Subject,
    *, title: str, settings: Settings,
) -> None:  # fmt: skip
    terms, office = settings.terms, settings.configuration
    sheet = book.add_worksheet(terms.text("page", "notes_sheet", lang))
    if DIRECTION[lang] == "rtl":
        sheet.right_to_left()
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 110)
    pairs = [
        (terms.text("page", "report", lang), title),
        (terms.text("page", "area", lang), settings.areas[subject.area].name(lang)),
        (
            terms.text("page", "period", lang),
            f"{subject.period.name(lang)} ({subject.period.gregorian(lang)})",
        ),
        (terms.text("page", "identifier", lang), subject.identifier),
        (terms.text("page", "publisher", lang), office.organisation.name(lang)),
        (office.contact.name(lang), office.contact.email),
        *(
            (terms.text("page", "policy", lang), sentence)
            for sentence in policy_sentences(settings, lang, subject.edition)
        ),
        *((terms.text("column", c, lang), terms["column", c].definition(lang)) for c in COLUMNS),
    ]
    for line, (name, text) in enumerate(pairs):
        sheet.write_string(line, 0, name, formats["strong"])
        sheet.write_string(line, 1, text, formats["wrapped"])
