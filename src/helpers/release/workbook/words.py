"""The words of one language for the codes of the rows."""

from functools import cached_property

from helpers.domain.periods import Span, parse_month, parse_period
from helpers.domain.persian import Lang
from helpers.domain.structure import COLUMNS, CONF_STATUS, OBS_STATUS
from helpers.domain.tidy import Row
from helpers.settings import Settings

_CONF_STATUS, _OBS_STATUS = COLUMNS.index("conf_status"), COLUMNS.index("obs_status")


class CellWords:
    """What stands in the cells of a workbook for codes; each is looked up once."""

    def __init__(self, lang: Lang, settings: Settings) -> None:
        self.lang, self._settings, self._terms = lang, settings, settings.terms
        self._known: dict[tuple[str, str], str] = {}
        self._separator = "؛ " if lang == "fa" else "; "

    def __call__(self, kind: str, code: str) -> str:
        """Return the word for a code; of a period or an area, its name."""
        if (kind, code) not in self._known:
            self._known[kind, code] = self._word(kind, code)
        return self._known[kind, code]

    def _word(self, kind: str, code: str) -> str:
        if kind == "period":
            return _period_name(code, self.lang)
        if kind == "area":
            return self._settings.areas[code].name(self.lang)
        if kind == "notes":
            return self._separator.join(self("note", note) for note in code.split())
        return self._terms.text(kind, code, self.lang)

    def category(self, breakdown: str, category: str) -> str:
        """Return the name of a category; of the total, that of its breakdown."""
        return self("breakdown" if breakdown == category else breakdown, category)

    def with_unit(self, statistic: str, unit: str) -> str:
        """Return the name of a statistic and its unit, as a heading has it."""
        return self("phrase", "with_unit").format(
            name=self("statistic", statistic), unit=self("unit", unit)
        )

    def instead(self, row: Row) -> str:
        """Return what stands in the place of a value that is not published."""
        if row[_CONF_STATUS] == CONF_STATUS["confidential"]:
            return self._hidden
        inapplicable = row[_OBS_STATUS] == OBS_STATUS["not_applicable"]
        return self("phrase", "not_applicable" if inapplicable else "not_available")

    @cached_property
    def _hidden(self) -> str:
        return self("phrase", "confidential")

    def of_row(self, row: Row) -> list[str]:
        """Return a row in words; its value, and its days, as they are."""
        (
            statistic, period, start, end, area, breakdown, category, value, unit,
            obs_status, conf_status, note,
        ) = row  # fmt: skip
        return [
            self("statistic", statistic),
            self("period", period),
            start,
            end,
            self("area", area),
            self("breakdown", breakdown),
            self.category(breakdown, category),
            value,
            self("unit", unit),
            self("obs_status", obs_status),
            self("conf_status", conf_status),
            self("notes", note),
        ]


def _period_name(text: str, lang: Lang) -> str:
    if ".." not in text:
        return parse_period(text).name(lang)
    first, _, last = text.partition("..")
    return Span(parse_month(first), parse_month(last)).name(lang)
