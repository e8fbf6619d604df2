"""The answer: what a number means, how it is counted and protected, and where it is printed."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from helpers.domain.about import About
from helpers.domain.codelists import TOTAL
from helpers.domain.periods import Month, parse_month, parse_period
from helpers.domain.persian import COMMA
from helpers.domain.structure import COLUMNS, KEY, STATISTICS
from helpers.domain.tidy import Row
from helpers.release.explain.request import Asked, Key
from helpers.release.pages import Page
from helpers.release.policy import policy_sentences
from helpers.release.reading import PublishedRelease
from helpers.release.sources.check import SourceCheck
from helpers.settings import Settings
from helpers.statistics.formulas import Formula, formula_of
from helpers.statistics.queries import queries_behind

_KEY = [COLUMNS.index(name) for name in KEY]
_VALUE, _OBS, _CONF, _NOTE = (
    COLUMNS.index(name) for name in ("value", "obs_status", "conf_status", "note")
)


@dataclass(frozen=True)
class Printed:
    """One place in which a number stands."""

    file: str
    section: str
    place: str
    text: str
    how: str


@dataclass(frozen=True)
class Counted:
    """One counted statistic behind a number: its definition, its value, its queries.

    Attributes
    ----------
    period_number
        How the queries write the period.
    are_changes
        Whether the value is the running total of the queries' rows, up to the period.
    """

    key: Key
    name: str
    definition: str
    value: str
    file: str
    period_number: int
    are_changes: bool
    queries: Mapping[str, str]
    tables: Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """What is known of a published number; nothing in it is not public."""

    key: Key
    name: str
    definition: str
    place: str
    value: str
    unit: str
    file: str
    line: int
    status: str
    protection: tuple[str, ...]
    policy: tuple[str, ...]
    register: str
    first_month: str
    last_month: str
    formula: Formula | None
    counted: tuple[Counted, ...]
    printed: tuple[Printed, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the answer as plain values."""
        return asdict(self)


def answer(asked: Asked, release: PublishedRelease, settings: Settings) -> Answer:
    """Answer a question from the published folder.

    Raises
    ------
    RequestError
        If the release does not say from which register an edition was made.
    """
    row, line = _row_of(asked.key, release.rows[asked.subject.csv])
    terms, lang = settings.terms, asked.lang
    statistic = STATISTICS[asked.key[0]]
    origin = _origin(asked, release)
    months = parse_month(origin["first_month"]), parse_month(origin["last_month"])
    formula = formula_of(asked.key)
    keys = formula.operands if formula else (asked.key,)
    notes = row[_NOTE].split() if row else []
    return Answer(
        key=asked.key,
        name=terms.text("statistic", statistic.code, lang),
        definition=terms["statistic", statistic.code].definition(lang),
        place=_place(asked, settings),
        value=row[_VALUE] if row else "",
        unit=terms.text("unit", statistic.unit, lang),
        file=asked.subject.csv,
        line=line,
        status=terms.text("obs_status", row[_OBS], lang) if row else "",
        protection=(
            *([terms.text("conf_status", row[_CONF], lang)] if row else []),
            *(terms.text("note", note, lang) for note in notes),
        ),
        policy=tuple(policy_sentences(settings, lang, asked.subject.edition)),
        register=origin["register"],
        first_month=origin["first_month"],
        last_month=origin["last_month"],
        formula=formula,
        counted=tuple(_counted(key, release, settings, asked, months) for key in _each(keys)),
        printed=tuple(_printed(asked, release, settings)),
    )


def _each(keys: tuple[Key, ...]) -> list[Key]:
    """Return the keys; of the months of one statistic, the first alone: the others are like it."""
    first: dict[tuple[str, ...], Key] = {}
    for key in keys:
        first.setdefault((key[0], *key[2:]), key)
    return list(first.values())


def _origin(asked: Asked, release: PublishedRelease) -> Mapping[str, str]:
    """Return what the manifest says of the count that an edition was made from."""
    manifest = release.manifest
    count = manifest.get("editions", {}).get(asked.subject.identifier, {}).get("count", "")
    found: Mapping[str, str] | None = manifest.get("counts", {}).get(count)
    if found is not None:
        return found
    register = manifest["register"]
    return {"register": register["fingerprint"], **register}


def _row_of(key: Key, rows: list[Row]) -> tuple[Row | None, int]:
    """Return a row of a CSV and its line, the heading being the first."""
    for line, row in enumerate(rows, 2):
        if tuple(row[place] for place in _KEY) == key:
            return row, line
    return None, 0


def _place(asked: Asked, settings: Settings) -> str:
    """Return the filters in words."""
    terms, lang = settings.terms, asked.lang
    _, _, area, breakdown, category = asked.key
    parts = [settings.areas[area].name(lang), asked.subject.period.name(lang)]
    if breakdown != TOTAL:
        parts.append(
            f"{terms.text('breakdown', breakdown, lang)}: {terms.text(breakdown, category, lang)}"
        )
    return COMMA[lang].join(parts)


def _counted(
    key: Key, release: PublishedRelease, settings: Settings, asked: Asked,
    months: tuple[Month, Month],
) -> Counted:  # fmt: skip
    terms, lang = settings.terms, asked.lang
    statistic, _, area, breakdown, category = key
    value, file = "", ""
    own = asked.subject.csv
    for path in (own, *(path for path in release.rows if path != own)):
        row, _line = _row_of(key, release.rows[path])
        if row:
            value, file = row[_VALUE], path
            break
    cell = {"breakdown": breakdown, "category": category}
    if area != settings.areas.province.code or STATISTICS[statistic].kind == "sum":
        cell["area"] = area
    about = About(False, *months, edition=asked.subject.edition)
    found = queries_behind(statistic, cell, settings, about)
    return Counted(
        key, terms.text("statistic", statistic, lang),
        terms["statistic", statistic].definition(lang), value, file,
        _number_of(key[1]), found.are_changes, found.queries, found.tables,
    )  # fmt: skip


def _number_of(period: str) -> int:
    found = parse_period(period)
    return found.index if isinstance(found, Month) else found.year


def _printed(asked: Asked, release: PublishedRelease, settings: Settings) -> Iterator[Printed]:
    """Yield every place of the language's pages in which the number, or one made of it, stands."""
    check = SourceCheck(settings)
    own = asked.subject
    others = [subject for subject in release.subjects if subject != own]
    for subject in (own, *others):
        if _row_of(asked.key, release.rows[subject.csv])[0] is None:
            continue
        page = Page(subject, asked.lang)
        file = release.folder / page.path
        if not file.is_file():
            continue
        html = file.read_text("utf-8")
        for number in check.numbers(page, html, release.rows[subject.csv]):
            source = number.source
            if source is not None and asked.key in source.keys:
                yield Printed(page.path, number.section, number.place, number.around, source.kind)
