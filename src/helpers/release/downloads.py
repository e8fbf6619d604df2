"""The numbers of a page as files: CSV for machines, a workbook for people."""

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence

import xlsxwriter
from xlsxwriter.format import Format

from helpers.domain.periods import parse_period, parse_periods
from helpers.domain.persian import DIRECTION, Lang
from helpers.domain.structure import COLUMNS, DECIMALS
from helpers.errors import DataError
from helpers.release.pages import Subject
from helpers.release.policy import policy_sentences
from helpers.settings import Settings

Rows = Sequence[tuple[str, ...]]

# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_VALUE = COLUMNS.index("value")
_WIDTHS = {"statistic": 38, "area": 16, "breakdown": 22, "category": 26, "value": 18, "note": 44}


def csv_text(rows: Rows) -> str:
    """Return the rows as CSV: the columns of the published table, codes and ASCII digits.

    Raises
    ------
    DataError
        If a code could run as a formula in a spreadsheet; codes never begin so, values may.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        codes = row[:_VALUE] + row[_VALUE + 1 :]
        if any(code.startswith(_FORMULA_STARTS) for code in codes):
            raise DataError(
                "a code begins like a formula",
                where="the numbers of the page",
                found=repr(next(code for code in codes if code.startswith(_FORMULA_STARTS))),
                expected="codes of the code lists",
            )
        writer.writerow(row)
    return text.getvalue()


def workbook(subject: Subject, titles: Mapping[Lang, str], rows: Rows, settings: Settings) -> bytes:
    """Return a workbook with one sheet of numbers and one of notes in each language.

    Its bytes depend on nothing but the numbers, the words and the settings.
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    created = dt.datetime.combine(subject.period.last_day, dt.time())
    book.set_properties({"created": created, "title": subject.identifier})
    formats = _formats(book)
    for lang in settings.configuration.languages:
        _write_numbers(book, formats, lang, rows, settings)
    for lang in settings.configuration.languages:
        _write_notes(book, formats, lang, subject, title=titles[lang], settings=settings)
    book.close()
    return stream.getvalue()


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
    sheet = book.add_worksheet(terms.text("page", "data_sheet", lang))
    if DIRECTION[lang] == "rtl":
        sheet.right_to_left()
    for number, column in enumerate(COLUMNS):
        heading = terms.text("column", column, lang)
        sheet.write_string(0, number, heading, formats["heading"])
        sheet.set_column(number, number, _WIDTHS.get(column, 14))
    for line, row in enumerate(rows, start=1):
        words = _in_words(dict(zip(COLUMNS, row, strict=True)), lang, settings)
        for number, column in enumerate(COLUMNS):
            if column == "value" and row[_VALUE]:
                unit = row[COLUMNS.index("unit")]
                sheet.write_number(line, number, float(row[_VALUE]), formats[unit])
            else:
                sheet.write_string(line, number, words[column], formats["text"])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)


def _in_words(row: dict[str, str], lang: Lang, settings: Settings) -> dict[str, str]:
    """Return the row with the words of the language in place of the codes."""
    terms = settings.terms
    breakdown = row["breakdown"]
    category = ("breakdown" if breakdown == row["category"] else breakdown, row["category"])
    notes = [terms.text("note", code, lang) for code in row["note"].split()]
    return row | {
        "statistic": terms.text("statistic", row["statistic"], lang),
        "period": _period_name(row["period"], lang),
        "area": settings.areas[row["area"]].name(lang),
        "breakdown": terms.text("breakdown", breakdown, lang),
        "category": terms.text(*category, lang),
        "unit": terms.text("unit", row["unit"], lang),
        "obs_status": terms.text("obs_status", row["obs_status"], lang),
        "conf_status": terms.text("conf_status", row["conf_status"], lang),
        "note": ("؛ " if lang == "fa" else "; ").join(notes),
    }


def _period_name(text: str, lang: Lang) -> str:
    if ".." not in text:
        return parse_period(text).name(lang)
    first, *_, last = parse_periods(text)
    return f"{first.name(lang)} – {last.name(lang)}"


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
