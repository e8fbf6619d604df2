"""The words of a page read back: which cell a caption, a heading and a row name."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from helpers.domain.codelists import BREAKDOWNS, TOTAL
from helpers.domain.periods import Span, parse_month, parse_period
from helpers.domain.persian import MINUS, Lang, latin_digits
from helpers.domain.structure import STATISTICS
from helpers.report.wording import Wording
from helpers.settings import Settings

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u2066\u2067\u2068\u2069"))
_PLAIN = {ord("٬"): None, ord(","): None, ord("٫"): ".", ord(MINUS): "-"}
_GAP = re.compile(r"\\\{(\w+)\\\}")


@dataclass(frozen=True)
class Vocabulary:
    """What the words on a page of one language stand for."""

    settings: Settings
    lang: Lang

    @cached_property
    def words(self) -> Wording:
        """The words of the language."""
        return Wording(self.settings.terms, self.lang)

    @cached_property
    def statistics(self) -> dict[str, str]:
        """Codes of statistics by their name."""
        return {self.words.term("statistic", code): code for code in STATISTICS}

    @cached_property
    def statistics_with_unit(self) -> dict[str, str]:
        """Codes of statistics by their name and unit, as headings have it."""
        return {
            self.words.phrase(
                "with_unit", name=name, unit=self.words.term("unit", STATISTICS[code].unit)
            ): code
            for name, code in self.statistics.items()
        }

    @cached_property
    def breakdowns(self) -> dict[str, str]:
        """Codes of breakdowns by their name as it stands inside a caption."""
        return {self.words.inline(self.words.term("breakdown", code)): code for code in BREAKDOWNS}

    @cached_property
    def categories(self) -> dict[tuple[str, str], str]:
        """Codes of categories by breakdown and name."""
        total = self.words.term("breakdown", TOTAL)
        found = {(breakdown, total): TOTAL for breakdown in BREAKDOWNS}
        for breakdown, codes in BREAKDOWNS.items():
            found |= {(breakdown, self.words.term(breakdown, code)): code for code in codes}
        return found

    @cached_property
    def areas(self) -> dict[str, str]:
        """Codes of areas by name, also as the page of a county names itself."""
        names = {area.name(self.lang): area.code for area in self.settings.areas}
        here = {self.words.phrase("this_page", name=name): code for name, code in names.items()}
        return names | here

    @cached_property
    def _captions(self) -> list[re.Pattern[str]]:
        return [
            _pattern(self.words.term("phrase", code)) for code in ("statistic_by", "history_of")
        ]

    @cached_property
    def _unit(self) -> re.Pattern[str]:
        return _pattern(self.words.term("phrase", "with_unit"))

    @cached_property
    def share(self) -> re.Pattern[str]:
        """How a column of shares is headed; ``base`` is what they are shares of."""
        return _pattern(self.words.term("phrase", "column_share"))

    @cached_property
    def change(self) -> re.Pattern[str]:
        """How a column of changes is headed."""
        several = _pattern(self.words.term("phrase", "column_change_from")).pattern
        return re.compile(f"{several}|{re.escape(self.words.phrase('column_change'))}")

    def breakdown_of(self, caption: str) -> tuple[str, str] | None:
        """Return statistic and breakdown of a caption; None where it names no breakdown."""
        for pattern in self._captions:
            if match := pattern.fullmatch(caption):
                statistic = self.statistics.get(match["statistic"])
                breakdown = self.breakdowns.get(match["breakdown"])
                if statistic and breakdown:
                    return statistic, breakdown
        return None

    def rate_of_counties(self, caption: str) -> str | None:
        """Return the statistic whose counties stand in columns; None for other captions."""
        match = _pattern(self.words.term("phrase", "heat_of")).fullmatch(caption)
        name = match["statistic"] if match else ""
        return self.statistics.get(name) or self.statistics_with_unit.get(name)

    def without_unit(self, heading: str) -> str:
        """Return the name in a heading that has a unit behind it."""
        match = self._unit.fullmatch(heading)
        return match["name"] if match else heading

    def period_name(self, text: str) -> str:
        """Return how a period of the ``period`` column is named at the head of a row."""
        first, _, last = text.partition("..")
        period = Span(parse_month(first), parse_month(last)) if last else parse_period(first)
        name = period.name(self.lang)
        return name[:1].upper() + name[1:]


def number_in(text: str) -> tuple[Decimal, int] | None:
    """Return the number that a cell shows and its decimals; None where it shows none."""
    plain = latin_digits(text.translate(_INVISIBLE)).translate(_PLAIN)
    if (match := _NUMBER.match(plain.strip())) is None:
        return None
    return Decimal(match[0]), len(match[0].partition(".")[2])


def _pattern(phrase: str) -> re.Pattern[str]:
    """Return the pattern of a phrase whose gaps are filled."""
    return re.compile(_GAP.sub(r"(?P<\1>.+)", re.escape(phrase)))
