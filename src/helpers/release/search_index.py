"""Every edition of a language in a few kilobytes, for the script that filters the catalogue.

Nearly every report has an edition for every area and period, so the index says which reports,
areas and runs of periods there are, and lists areas only where some are missing.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from helpers.domain.about import Edition
from helpers.domain.month_names import MONTH_NAMES
from helpers.domain.periods import CADENCES, Cadence, Month, Period, Year
from helpers.domain.persian import Lang
from helpers.release.catalogue import Entry, corrections_of, titles_of
from helpers.release.navigation import CATALOGUES, relative
from helpers.release.pages import marked
from helpers.release.scripts import json_in_script
from helpers.settings import Settings

# What is written in place of the areas where none is missing.
ALL = 1
# Under this name the editions that a notice corrects; there may be more by now.
CORRECTED = "corrected"
_WORDS = ("found_none", "found_one", "found_many", "show_more", "corrected", "open")


def search_index(
    entries: Sequence[Entry], lang: Lang, edition: Edition, settings: Settings
) -> dict[str, Any]:
    """Return the index as plain data.

    Parameters
    ----------
    entries
        Every edition, in order.

    Returns
    -------
    dict
        ``cadences``, each with its ``reports`` and the runs of periods ``held``: the newest
        period, how many there are from it backwards, and by report its areas, by their places in
        ``areas``, or 1 for all of them.
    """
    start = marked(CATALOGUES[lang], edition)
    shown = [entry for entry in entries if lang in entry.summary]
    held = {entry.subject.area for entry in shown}
    areas = [area for area in settings.areas if area.code in held]
    codes = [area.code for area in areas]
    return {
        "pages": relative(f"{lang}/", start),
        "data": relative("data/", start),
        "mark": marked("", edition),
        "areas": [[area.code, area.name(lang)] for area in areas],
        "months": MONTH_NAMES[lang],
        "year": Year(1400).name(lang).rpartition(" ")[0],
        "words": {code: settings.terms.text("page", code, lang) for code in _WORDS},
        "cadences": [
            _cadence([e for e in shown if e.subject.cadence == cadence], cadence, lang, codes,
                     settings.terms.text("cadence", cadence, lang))
            for cadence in CADENCES
        ],
        CORRECTED: [e.subject.identifier for e in shown if corrections_of(e.subject, settings)],
    }  # fmt: skip


def index_json(index: dict[str, Any]) -> Markup:
    """Return an index fit to stand in a script element."""
    return json_in_script(index, separators=(",", ":"))


def _cadence(
    entries: Sequence[Entry], cadence: Cadence, lang: Lang, areas: Sequence[str], name: str
) -> dict[str, Any]:
    titles = titles_of(entries).get(cadence, {})
    return {
        "code": cadence,
        "name": name,
        "reports": [[report, title[lang]] for report, title in titles.items()],
        "held": list(_runs(entries, list(titles), areas)),
    }


def _runs(
    entries: Sequence[Entry], reports: Sequence[str], areas: Sequence[str]
) -> Iterator[tuple[str, int, list[Any]]]:
    """Yield the runs of consecutive periods that have the same areas in each report."""
    newest, count, same, last = "", 0, None, None
    for period, of_period in groupby(entries, key=lambda entry: entry.subject.period):
        pairs = {(entry.subject.report, entry.subject.area) for entry in of_period}
        held = [_places(report, pairs, areas) for report in reports]
        if last is not None and held == same and period == _before(last):
            count += 1
        else:
            if same is not None:
                yield newest, count, same
            newest, count, same = str(period), 1, held
        last = period
    if same is not None:
        yield newest, count, same


def _places(report: str, pairs: set[tuple[str, str]], areas: Sequence[str]) -> list[int] | int:
    """Return the places of the areas that a report has, or that it has them all."""
    places = [place for place, area in enumerate(areas) if (report, area) in pairs]
    return ALL if len(places) == len(areas) else places


def _before(period: Period) -> Period:
    return period - 1 if isinstance(period, Month) else Year(period.year - 1)
