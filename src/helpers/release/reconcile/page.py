"""The tables of a page against its CSV, read as a reader does: caption, row, column, number."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from helpers.domain.codelists import TOTAL
from helpers.domain.numbers import round_half_up
from helpers.domain.periods import parse_month
from helpers.domain.persian import LANGUAGES, Lang
from helpers.domain.structure import COLUMNS, KEY
from helpers.domain.tidy import Row
from helpers.errors import DataError, KarnamehError
from helpers.release.pages import Page, Subject
from helpers.release.reading import PublishedRelease
from helpers.release.reconcile.contradiction import (
    ContradictionError,
    Key,
    Place,
    contradiction,
    plain,
)  # fmt: skip
from helpers.release.reconcile.vocabulary import Vocabulary, number_in
from helpers.settings import Settings

_KEY_PLACES = [COLUMNS.index(name) for name in KEY]
_VALUE = COLUMNS.index("value")
_FEMALE_HEADS = ("head_sex", "female")

Number = Decimal | None


@dataclass(frozen=True)
class Shown:
    """A number in a cell of a table.

    Attributes
    ----------
    key
        The cell of the published table that it shows, or from which it was made.
    expected
        What it must be; of a cell that shows one of the published table, what is published.
    """

    caption: str
    key: Key
    number: Number
    expected: Number
    is_published: bool


def page_faults(
    release: PublishedRelease, subject: Subject, rows: Sequence[Row], settings: Settings
) -> Iterator[KarnamehError]:
    """Yield where a page does not say what its CSV says, in any language."""
    published = {tuple(row[place] for place in _KEY_PLACES): row[_VALUE] for row in rows}
    values = {key: Decimal(text) if text else None for key, text in published.items()}
    for lang in LANGUAGES:
        page = Page(subject, lang)
        if page.path not in release.manifest["files"]:
            continue
        try:
            html = (release.folder / page.path).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            yield DataError("a page cannot be read", where=page.path, found=str(error))
            continue
        for shown in cells_shown(html, page, values, settings):
            if shown.number != shown.expected:
                yield _fault(page, shown)


def _fault(page: Page, shown: Shown) -> ContradictionError:
    csv = page.subject.csv
    here = Place(f"{page.path} (table “{shown.caption}”)", shown.key, plain(shown.number))
    if shown.is_published:
        return contradiction(
            "a page and the CSV beside it differ",
            here, Place(csv, shown.key, plain(shown.expected)),
        )  # fmt: skip
    return contradiction(
        "a share or a change does not follow from the published numbers",
        here, expected=f"{plain(shown.expected)}, by {csv}",
    )  # fmt: skip


def cells_shown(
    html: str, page: Page, values: Mapping[Key, Number], settings: Settings
) -> Iterator[Shown]:
    """Yield every cell of a table whose meaning can be read from the words around it.

    Parameters
    ----------
    values
        The published values by key; None where none is published.
    """
    vocabulary = vocabulary_of(settings, page.lang)
    periods: dict[str, str] = {}
    for text in dict.fromkeys(key[1] for key in values):
        # The year to date of a first month has the month's own name: a head means the month.
        periods.setdefault(vocabulary.period_name(text), text)
    for node in LexborHTMLParser(html).css("table"):
        caption = node.css_first("caption")
        if caption is not None:
            table = _Table(caption.text(strip=True), page, vocabulary, periods, values)
            yield from table.read(node)


@cache
def vocabulary_of(settings: Settings, lang: Lang) -> Vocabulary:
    """Return the words of a language."""
    return Vocabulary(settings, lang)


@dataclass(frozen=True)
class _Table:
    """One table of a page, and what is needed to read it."""

    caption: str
    page: Page
    vocabulary: Vocabulary
    periods: Mapping[str, str]
    values: Mapping[Key, Number]

    def read(self, node: LexborNode) -> Iterator[Shown]:
        """Yield what the cells of a table show, each with the fact that it states."""
        heading, *lines = node.css("tr")
        _, *columns = [cell.text(strip=True) for cell in heading.css("th")]
        broken = self.vocabulary.breakdown_of(self.caption)
        rate = self.vocabulary.rate_of_counties(self.caption)
        for line in lines:
            head = line.css_first("th")
            if head is None:
                continue
            cells = [number_in(cell.text(strip=True)) for cell in line.css("td")]
            if len(cells) == len(columns):
                name = head.text(strip=True)
                if rate:
                    keys = [self._key_of_county(rate, name, column) for column in columns]
                else:
                    keys = self._keys(name, columns, broken)
                yield from self._line(keys, columns, cells)

    def _line(
        self, keys: Sequence[Key | None], columns: Sequence[str],
        cells: Sequence[tuple[Decimal, int] | None],
    ) -> Iterator[Shown]:  # fmt: skip
        for place, (column, key, cell) in enumerate(zip(columns, keys, cells, strict=True)):
            number = cell[0] if cell else None
            if key is not None:
                yield Shown(self.caption, key, number, self.values.get(key), is_published=True)
                continue
            first = keys[0]
            if cell is None or first is None:
                continue
            if match := self.vocabulary.share.fullmatch(column):
                expected = self._share(first, match["base"], cell[1])
            elif place and self.vocabulary.change.fullmatch(column) and keys[place - 1]:
                expected = self._change(first, keys[place - 1])
            else:
                continue
            yield Shown(self.caption, first, number, expected, is_published=False)

    def _keys(
        self, head: str, columns: Sequence[str], broken: tuple[str, str] | None
    ) -> list[Key | None]:
        """Return the keys of a row; beside a month may stand the same one a year before."""
        keys = [self._key(head, column, broken) for column in columns]
        year_before = self.vocabulary.words.phrase("column_year_before")
        for place, column in enumerate(columns[1:], 1):
            if column == year_before and (now := keys[place - 1]):
                keys[place] = (now[0], str(parse_month(now[1]).year_before()), *now[2:])
        return keys

    def _key_of_county(self, rate: str, head: str, column: str) -> Key | None:
        period, area = self.periods.get(head), self.vocabulary.areas.get(column)
        return (rate, period, area, TOTAL, TOTAL) if period and area else None

    def _key(self, head: str, column: str, broken: tuple[str, str] | None) -> Key | None:
        """Return the key of a cell; None where row and column do not name just one."""
        words, subject = self.vocabulary, self.page.subject
        statistic, breakdown, category = None, TOTAL, TOTAL
        period, area = str(subject.period), subject.area
        if broken:
            statistic, breakdown = broken
            name = head if head not in self.periods else words.without_unit(column)
            found = words.categories.get((breakdown, name))
            if found is None:
                return None
            category, breakdown = found, (TOTAL if found == TOTAL else breakdown)
        if head in self.periods:
            if column in self.periods:
                return None
            period = self.periods[head]
        elif column in self.periods:
            period = self.periods[column]
        elif column == words.words.phrase("column_here"):
            pass
        elif column not in words.statistics_with_unit:
            return None
        if not broken:
            statistic = words.statistics_with_unit.get(column) or words.statistics_with_unit.get(
                head
            )
            area = words.areas.get(head, area)
        return (statistic, period, area, breakdown, category) if statistic else None

    def _share(self, key: Key, base: str, decimals: int) -> Number:
        of_women = base == self.vocabulary.words.phrase("female_heads")
        whole = self.values.get((*key[:3], *(_FEMALE_HEADS if of_women else (TOTAL, TOTAL))))
        part = self.values.get(key)
        return round_half_up(100 * part / whole, decimals) if part is not None and whole else None

    def _change(self, now: Key, before: Key | None) -> Number:
        ends = self.values.get(now), self.values.get(before) if before else None
        return None if ends[0] is None or ends[1] is None else ends[0] - ends[1]
