"""Preparing a process that will make many reports, each in a fork of its own."""

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from helpers.domain.structure import FAMILIES, STATISTICS
from helpers.report.context import Context
from helpers.report.report import Report
from helpers.report.series import PublishedTable
from helpers.settings import load_settings


def warm(path: Path | None = None, history: Path | None = None) -> None:
    """Do once what every report would do first: read the table, import late, measure words.

    One of everything is made for the last month, and thrown away. What is read and measured on
    the way is kept by the process and inherited by its forks. No thread is started.

    Parameters
    ----------
    path
        The published table, by default that of the settings. Where there is none, nothing is
        made.
    history
        The numbers published before, by default those of the settings.
    """
    settings = load_settings()
    path = path or settings.published_table
    if not path.exists():
        return
    for lang in settings.configuration.languages:
        table = PublishedTable.read(path, history or settings.published_history)
        month, province = table.about.last_month, settings.areas.province
        context = Context(settings, table, month, province, lang)
        # What cannot be shown is for the report that shows it to say.
        with suppress(Exception):
            deque(one_of_everything(Report(context)), maxlen=0)


def one_of_everything(report: Report) -> Iterator[object]:
    """Yield what a report can show of the main statistics: those that have a sentence."""
    cadence, terms = report.context.period.cadence, report.context.settings.terms.by_key
    for family in FAMILIES:
        statistics = [
            statistic
            for statistic in STATISTICS.values()
            if statistic.family == family
            and cadence in statistic.cadences
            and ("sentence", statistic.code) in terms
        ]
        codes = [statistic.code for statistic in statistics]
        yield report.headline(*codes)
        yield report.comparison(*codes)
        yield report.published_figures(*codes)
        for statistic in statistics:
            yield report.trend(statistic.code)
            for by in statistic.breakdowns:
                yield report.section(statistic.code, by)
        if cadence == "monthly":
            yield report.seasons(codes[0])
        yield report.counties(codes[0], rate=codes[1])
        yield report.map(codes[0])
        yield report.data(codes[0])
    yield report.heat("active_per_1000")
    yield report.composition("students_supported", by="level")
    if cadence == "monthly":
        yield report.scale("pension_mean", by="household_size")
    else:
        yield report.survival("closed_within", by="within_months")
    yield report.revisions(next(iter(STATISTICS)))
    yield report.quality()
    yield report.notes()
    yield report.complete()
