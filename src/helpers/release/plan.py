"""Which pages a build makes: the request, checked by name before any work, and the plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

from helpers.domain.about import Edition
from helpers.domain.coverage import Coverage
from helpers.domain.periods import Period, PeriodError, parse_periods
from helpers.domain.persian import Lang
from helpers.errors import RequestError, some
from helpers.release.catalogue import Entry, corrections_of
from helpers.release.notebooks import Notebook
from helpers.release.pages import Page, Subject
from helpers.settings import Settings

LATEST = "latest"

Name = TypeVar("Name", bound=str)


@dataclass(frozen=True)
class Request:
    """What was asked for; every name is known to exist.

    Attributes
    ----------
    periods
        Months and years that are named.
    reports, areas, languages
        Never empty.
    latest
        Whether the latest month and year that nothing is awaited of are asked for.
    pdf
        Whether pages are printed to PDF too; None for those that have been.
    """

    periods: tuple[Period, ...]
    reports: tuple[str, ...]
    areas: tuple[str, ...]
    languages: tuple[Lang, ...]
    edition: Edition = "public"
    latest: bool = False
    pdf: bool | None = None


def read_request(
    settings: Settings,
    notebooks: Sequence[Notebook],
    *,
    periods: Iterable[str] = (),
    reports: Iterable[str] = (),
    areas: Iterable[str] = (),
    languages: Iterable[str] = (),
    edition: Edition = "public",
    pdf: bool | None = None,
) -> Request:
    """Return the request that the words of a command line make; nothing named means all.

    Raises
    ------
    RequestError
        If a name is unknown, with the nearest right one, or a period is none.
    """
    known_reports = list(dict.fromkeys(notebook.report for notebook in notebooks))
    words = [word.strip() for word in periods]
    asked = [word for word in words if word != LATEST]
    return Request(
        periods=tuple(dict.fromkeys(period for word in asked for period in _parsed(word))),
        reports=_known("report", reports, known_reports),
        areas=_known("area", areas, settings.areas.codes),
        languages=_known("language", languages, settings.configuration.languages),
        edition=edition,
        latest=LATEST in words or not words,
        pdf=pdf,
    )


def plan_pages(
    request: Request, notebooks: Sequence[Notebook], covered: Coverage
) -> dict[Page, Notebook]:
    """Return the pages to make, in the order of the catalogue, each with its notebook.

    Raises
    ------
    RequestError
        If the register does not hold a period, or nothing is left to make.
    """
    months, years = covered.months, covered.years
    held: set[Period] = {*months, *years}
    if missing := [str(period) for period in request.periods if period not in held]:
        raise RequestError(
            f"the register does not hold {some(missing)}",
            found=", ".join(missing[:1]),
            expected=f"a month from {months[0]} to {months[-1]}"
            + (f", or a year from {years[0]} to {years[-1]}" if years else ""),
            do=f"ask for one of these, or for {LATEST}",
        )
    latest = covered.latest if request.latest else []
    periods = list(dict.fromkeys([*latest, *request.periods]))
    pages = {
        Page(Subject(notebook.report, period, area, request.edition), lang): notebook
        for period in periods
        for area in request.areas
        for notebook in notebooks
        if notebook.cadence == period.cadence and notebook.report in request.reports
        for lang in request.languages
        if lang in notebook.languages
    }
    if not pages:
        raise RequestError(
            "no page fits the request",
            found=f"reports {', '.join(request.reports)}; periods {some(list(map(str, periods)))}",
            expected="a report with a notebook for the period's cadence and the language",
            do="ask for another report, period or language",
        )
    return pages


def left_out(request: Request, covered: Coverage) -> str:
    """Return why the last month is not among the latest; empty where it is, or is asked for."""
    last = covered.months[-1]
    counties = covered.awaited_of(last)
    if not request.latest or not counties or last in {*covered.latest, *request.periods}:
        return ""
    return (
        f"{last} is left out: nothing yet from {some(list(counties))};"
        f" --period {last} makes it all the same, and its pages say so"
    )


def corrected_pages(
    published: Iterable[Entry], notebooks: Sequence[Notebook], settings: Settings, covered: Coverage
) -> dict[Page, Notebook]:
    """Return the published pages that a dated notice corrects, as far as they can be made."""
    held: set[Period] = {*covered.months, *covered.years}
    by_report = {(notebook.cadence, notebook.report): notebook for notebook in notebooks}
    return {
        page: by_report[entry.subject.cadence, entry.subject.report]
        for entry in published
        if entry.subject.period in held
        and (entry.subject.cadence, entry.subject.report) in by_report
        and entry.subject.area in settings.areas.codes
        and corrections_of(entry.subject, settings)
        for page in entry.pages
    }


def _parsed(word: str) -> list[Period]:
    try:
        return parse_periods(word)
    except PeriodError as error:
        raise RequestError(
            str(error),
            where="--period",
            expected=f"1403-07, 1403, a range 1403-01..1403-06, or {LATEST}",
            do="correct the period",
        ) from None


def _known(kind: str, asked: Iterable[str], known: Sequence[Name]) -> tuple[Name, ...]:
    """Return the names asked for in the order in which they are known; all if none is."""
    words = set(asked)
    for word in sorted(words.difference(known)):
        nearest = get_close_matches(word, known, n=1, cutoff=0.5)
        raise RequestError(
            f"there is no {kind} {word[:40]!r}",
            where=f"--{'lang' if kind == 'language' else kind}",
            expected=", ".join(known),
            do=f"did you mean {nearest[0]}?" if nearest else "ask for one of these",
        )
    return tuple(name for name in known if not words or name in words)
