"""Editions of a release that nobody has built: what a catalogue lists, for many or for few."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from trial_report import TITLES

from helpers.domain.about import Edition
from helpers.domain.periods import Period
from helpers.domain.persian import Lang
from helpers.release.catalogue import Entry, Files, in_order
from helpers.release.pages import Subject
from helpers.settings import Settings

SUMMARY = {
    "fa": "شمار پرونده‌ها ۵٬۷۹۳ بود. این رقم ۲۶ پرونده بیشتر است.",
    "en": "There were 5,793 files. That is 26 more.",
}
REPORTS = {
    "caseload": {"fa": "پرونده‌های مددکاری", "en": "Caseload"},
    "pensions": {"fa": "مستمری زنان", "en": "Pensions of women"},
}


def entries_of(
    settings: Settings, periods: Iterable[Period], *, languages: Sequence[Lang] = ("fa", "en"),
    reports: Mapping[str, Mapping[Lang, str]] | None = None, edition: Edition = "public",
    synthetic: bool = True,
) -> list[Entry]:  # fmt: skip
    """Return an edition of each report, period and area, in order."""
    reports = reports or {"trial": TITLES}
    summary = {lang: SUMMARY[lang] for lang in languages}
    entries = [
        Entry(
            Subject(report, period, area.code, edition), order, title, "A", synthetic, summary
        )
        for period in periods
        for order, (report, title) in enumerate(reports.items(), 1)
        for area in settings.areas
    ]  # fmt: skip
    return in_order(entries, settings)


def files_of(entries: Iterable[Entry]) -> Files:
    """Return a checksum and a size for every file of the editions."""
    return {
        path: (hashlib.sha256(path.encode()).hexdigest(), 1_000 + len(path))
        for entry in entries
        for path in entry.paths
    }
