"""How an office lays a table out on a sheet: titles, headings in bands, blanks, totals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from delivery.invented import name
from delivery.sheets import Cell, Sheet
from delivery.spelling import Speller

from helpers.register.schema import TableSchema

Row = dict[str, str]
Group = tuple[str, list[Row]]  # a county's name, and its rows

NAME, NUMBER, REMARK = "#name", "#number", "#remark"  # what no table of the contract has
_OTHER_HEADINGS = {NAME: "نام و نام خانوادگی", NUMBER: "ردیف", REMARK: "توضیحات", "": ""}
_REMARKS = ("", "", "بررسی شد", "مدارک ناقص است؛ پیگیری شود", "سطر اول\nسطر دوم", 'گفت: "باشد"')
_TITLES = ("بسمه تعالی", f"فهرست خانوارها، تهیه و تنظیم: {name(3)}", "گزارش ۱۲ تا پایان سال ۱۴۰۲")
_BANDS = ("مشخصات اصلی", "سایر اطلاعات")
OWN_HEADINGS = {
    "case_id": "ش پرونده", "payment_id": "کد رهگیری", "paid_on": "روز واریز", "county": "محل خدمت",
    "student_id": "کد تحصیلی", "head_birth_date": "متولد",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A column of the sheet.

    Attributes
    ----------
    name
        Canonical, or one of those above; empty for a blank column.
    covered
        Whether it has no heading of its own, because that of the one before stands over it too.
    """

    name: str
    heading: str = ""
    covered: bool = False


def lay_out(
    title: str,
    table: TableSchema,
    columns: Sequence[str],
    groups: Sequence[Group],
    speller: Speller,
) -> Sheet:
    """Return a sheet with the rows of one table.

    Parameters
    ----------
    columns
        What stands on it, from the left.
    groups
        By county; each has its own total, if that is the office's habit.
    """
    habits, rng = speller.habits, speller.rng
    places = _places(table, columns, speller)
    sheet = Sheet(title, [], table.name)
    for text in _TITLES[: habits.titles]:
        sheet.merged.append((len(sheet.rows), len(sheet.rows), 0, len(places) - 1))
        sheet.rows.append(_padded([text], places, speller))
    if habits.titles and habits.blank_rows:
        sheet.rows.append(_padded([], places, speller))
    _put_headings(sheet, places, habits.bands)
    for county, rows in groups:
        for number, row in enumerate(rows, 1):
            sheet.data.append(len(sheet.rows))
            sheet.rows.append([_cell(table, p, row, number, speller) for p in places])
            if rng.random() < habits.blank_rows / 10:
                sheet.rows.append(_padded([], places, speller))
        if habits.by_county:
            sheet.rows.append(_total(f"جمع {county}", table, places, rows, speller))
    if habits.totals:
        rows = [row for _, of_county in groups for row in of_county]
        sheet.rows.append(_total(habits.totals, table, places, rows, speller))
    if habits.is_text and habits.trailing:
        for cells in sheet.rows:
            cells.extend([None] * (1 if habits.trailing == "all" else rng.choice([0, 0, 1, 3])))
    return sheet


def _places(table: TableSchema, columns: Sequence[str], speller: Speller) -> list[Place]:
    habits, rng = speller.habits, speller.rng
    places = []
    for number, column in enumerate(columns):
        again = column in columns[:number]
        places.append(Place(column, heading(table, column, speller, again=again)))
    if habits.shuffled:
        rng.shuffle(places)
    if habits.wide and habits.bands != "split":
        for place in rng.sample([p for p in places if p.heading], 2):
            places.insert(places.index(place) + 1, Place("", covered=True))
    for _ in range(habits.blank_columns):
        free = [n for n in range(len(places) + 1) if n == len(places) or not places[n].covered]
        places.insert(rng.choice(free), Place(""))
    return places


def heading(table: TableSchema, column_name: str, speller: Speller, *, again: bool = False) -> str:
    """Return what an office writes above a column; in its other language, if it does so again."""
    if column_name in _OTHER_HEADINGS:
        return speller.words(_OTHER_HEADINGS[column_name])
    column, habits = table[column_name], speller.habits
    if (habits.headings == "canonical") != again:
        text = column.name.replace("_", speller.rng.choice(["_", "_", " "]))
        return text.replace("rials", "tomans") if habits.unit == "tomans" else text
    text = (
        OWN_HEADINGS.get(column_name, column.heading)
        if habits.headings == "own"
        else column.heading
    )
    text = text.replace("ریال", "تومان") if habits.unit == "tomans" else text
    return speller.text(speller.words(text))


def _put_headings(sheet: Sheet, places: Sequence[Place], bands: str) -> None:
    top = len(sheet.rows)
    upper: list[Cell] = [place.heading or None for place in places]
    lower: list[Cell] = [None] * len(places)
    merged = []
    if bands == "groups":
        lower, upper = upper, [None] * len(places)
        half = len(places) // 2
        upper[0], upper[half] = _BANDS
        merged = [(top, top, 0, half - 1), (top, top, half, len(places) - 1)]
    else:
        for first, last, shared in _runs(places, bands):
            if shared:
                merged.append((top, top, first, last))
                for column in range(first, last + 1):
                    upper[column] = shared if column == first else None
                    lower[column] = places[column].heading.removeprefix(shared).strip()
            elif places[first].heading:
                merged.append((top, top + bool(bands), first, last))
    if bands == "groups":
        merged += [(top + 1, top + 1, a, b) for a, b, _ in _runs(places, "")]
    sheet.rows += [upper, lower] if bands else [upper]
    sheet.headings = range(top, len(sheet.rows))
    sheet.merged += [place for place in merged if place[:1] != place[1:2] or place[2] != place[3]]


def _runs(places: Sequence[Place], bands: str) -> Iterator[tuple[int, int, str]]:
    """Yield first and last column of headings that stand together, and the word they share."""

    def first_word(place: Place) -> str:
        return place.heading.split(" ")[0] if bands == "split" and " " in place.heading else ""

    numbered = list(enumerate(places))
    for word, found in groupby(numbered, key=lambda item: first_word(item[1])):
        run = [number for number, _ in found]
        if word and len(run) > 1:
            yield run[0], run[-1], word
            continue
        for number in run:
            if not places[number].covered:
                covered = number + 1 < len(places) and places[number + 1].covered
                yield number, number + covered, ""


def _cell(table: TableSchema, place: Place, row: Row, number: int, speller: Speller) -> Cell:
    match place.name:
        case "":
            return None
        case "#number":
            return number if speller.habits.numbers == "numbers" else speller.text(str(number))
        case "#remark":
            return speller.rng.choice(_REMARKS)
        case "#name":
            return speller.words(row[NAME])
    return speller.cell(table[place.name], row[place.name])


def _total(
    label: str, table: TableSchema, places: Sequence[Place], rows: Sequence[Row], speller: Speller
) -> list[Cell]:
    """Return a row of totals: the label in the first column that has none."""
    cells: list[Cell] = [None] * len(places)
    summed = {c.name: c.kind for c in table.columns if c.kind in {"money", "integer"}}
    for number, place in enumerate(places):
        if place.name in summed:
            numbers = [row[place.name] for row in rows]
            total = sum(int(text) for text in numbers if text.lstrip("-").isdigit())
            total += 10 * speller.habits.wrong_totals
            sum_of = speller.total if summed[place.name] == "money" else speller.size
            cells[number] = sum_of(total)
    first = next(n for n, place in enumerate(places) if place.name and place.name not in summed)
    cells[first] = speller.words(label)
    return _padded(cells, places, speller)


def _padded(cells: list[Cell], places: Sequence[Place], speller: Speller) -> list[Cell]:
    """Return a row with a cell for each column, or without those blank at its end."""
    if speller.habits.padded:
        return cells + [None] * (len(places) - len(cells))
    while cells and cells[-1] in (None, ""):
        cells = cells[:-1]
    return cells
