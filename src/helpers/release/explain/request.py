"""Which number is asked for: names are checked, and the nearest ones offered."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from helpers.domain.codelists import TOTAL
from helpers.domain.periods import PeriodError, parse_period
from helpers.domain.persian import LANGUAGES, Lang, latin_digits
from helpers.domain.structure import STATISTICS
from helpers.errors import RequestError
from helpers.release.pages import Subject
from helpers.release.reading import PublishedRelease

Key = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Asked:
    """A number of a published edition."""

    subject: Subject
    key: Key
    lang: Lang


def read_question(
    release: PublishedRelease, report: str, period: str, area: str, statistic: str,
    cell: str | None, lang: str,
) -> Asked:  # fmt: skip
    """Return what is asked for.

    Parameters
    ----------
    cell
        ``breakdown=category``; the total where there is none.

    Raises
    ------
    RequestError
        If there is no such edition, statistic, breakdown or category; offers the nearest.
    """
    language = next((known for known in LANGUAGES if known == lang), None)
    if language is None:
        raise _unknown("language", lang, LANGUAGES)
    try:
        period = str(parse_period(period))
    except PeriodError as error:
        raise RequestError(str(error), where="PERIOD") from None
    subjects = release.subjects
    for name, asked, known in (
        ("report", report, [subject.report for subject in subjects]),
        ("period", period, [str(s.period) for s in subjects if s.report == report]),
        ("area", area, [s.area for s in subjects if (s.report, str(s.period)) == (report, period)]),
    ):
        if asked not in known:
            raise _unknown(f"published {name}", asked, known)
    subject = next(
        s for s in subjects if (s.report, str(s.period), s.area) == (report, period, area)
    )
    key = (statistic, period, area, *_cell(statistic, cell))
    shown = {row[0] for row in release.rows[subject.csv]}
    if statistic not in shown:
        raise _unknown(f"statistic in the numbers of {report}", statistic, shown)
    return Asked(subject, key, language)


def _cell(statistic: str, cell: str | None) -> tuple[str, str]:
    if statistic not in STATISTICS:
        raise _unknown("statistic", statistic, STATISTICS)
    if cell is None:
        return TOTAL, TOTAL
    breakdown, equals, category = latin_digits(cell).partition("=")
    breakdowns = (TOTAL, *STATISTICS[statistic].breakdowns)
    if breakdown not in breakdowns:
        raise _unknown(f"breakdown of {statistic}", breakdown, breakdowns)
    categories = STATISTICS[statistic].categories(breakdown)
    if not equals or category not in categories:
        raise _unknown(f"category of {breakdown}", category, categories)
    return breakdown, category


def _unknown(what: str, asked: str, known: Iterable[str]) -> RequestError:
    every = sorted(set(known))
    near = get_close_matches(asked, every, n=3, cutoff=0.4)
    return RequestError(
        f"there is no {what} {asked!r}",
        expected=f"one of {', '.join(every)}" if every else "a published edition",
        do=f"did you mean {' or '.join(near)}?" if near else "choose one of them",
    )
