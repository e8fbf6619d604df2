"""The request of a notebook: refused with one sentence before any work, or understood."""

import ast
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NoReturn

from helpers.domain.about import About
from helpers.domain.areas import Area, UnknownAreaError
from helpers.domain.periods import Cadence, Month, Period, PeriodError, parse_period
from helpers.domain.persian import LANGUAGES, Lang
from helpers.errors import RequestError, some
from helpers.settings import Settings

PARAMETERS = ("period", "area", "lang")
# Papermill writes this line above the parameters it was given.
_INJECTED = "# Parameters"


def check_names(cells: Iterable[str]) -> None:
    """Refuse a parameter that no report has, among the cells run so far.

    Papermill passes on whatever it is given, and only warns: a misspelt name would leave the
    default in force, and the wrong report would come out.
    """
    for cell in cells:
        if not cell.startswith(_INJECTED):
            continue
        for name in _assigned(cell):
            if name not in PARAMETERS:
                nearest = get_close_matches(name, PARAMETERS, n=1, cutoff=0.4)
                raise RequestError(
                    f"there is no parameter {name!r}",
                    where="parameters",
                    found=name,
                    expected=f"one of {', '.join(PARAMETERS)}",
                    do=f"did you mean {nearest[0]}?" if nearest else "leave it out",
                )


def _assigned(cell: str) -> list[str]:
    return [
        target.id
        for statement in ast.parse(cell).body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    ]


def cells_run() -> list[str]:
    """Return the cells the notebook has run so far; none outside a notebook."""
    try:
        shell = get_ipython()  # type: ignore[name-defined]
    except NameError:
        return []
    return [str(cell) for cell in shell.user_ns.get("In", [])]


def read_lang(asked: object, settings: Settings) -> Lang:
    """Return the language, or refuse it."""
    languages = settings.configuration.languages
    for lang in languages:
        if asked == lang:
            return lang
    raise RequestError(
        f"there are no reports in the language {asked!r}",
        where="parameter lang",
        found=repr(asked),
        expected=" or ".join(repr(lang) for lang in languages if lang in LANGUAGES),
        do="choose one of them",
    )


def read_area(asked: object, settings: Settings) -> Area:
    """Return the area, or refuse it and offer the nearest."""
    try:
        return settings.areas[str(asked).strip().lower()]
    except UnknownAreaError as error:
        near = f"did you mean {' or '.join(error.nearest)}?" if error.nearest else ""
        raise RequestError(
            f"there is no area {str(asked)!r}",
            where="parameter area",
            found=repr(asked),
            expected=f"one of {', '.join(error.known)}",
            do=near or "choose one of them",
        ) from None


def read_period(asked: object, cadence: Cadence | None) -> Period:
    """Return the period, or refuse what is not one, or is of the other cadence."""
    if isinstance(asked, bool) or not isinstance(asked, (str, int)):
        _refuse_period(asked, f"{asked!r} is not a period", cadence)
    try:
        period = parse_period(str(asked))
    except PeriodError as error:
        _refuse_period(asked, str(error), cadence)
    if cadence and period.cadence != cadence:
        kind = "a month" if isinstance(period, Month) else "a year"
        _refuse_period(asked, f"{asked} is {kind}, and this report is {cadence}", cadence)
    return period


def _refuse_period(asked: object, what: str, cadence: Cadence | None) -> NoReturn:
    forms = {
        "monthly": "a month such as 1403-07",
        "annual": "a year such as 1402",
        None: "a month such as 1403-07 or a year such as 1402",
    }
    raise RequestError(
        what,
        where="parameter period",
        found=repr(asked),
        expected=forms[cadence],
        do="write the period of the Solar Hijri calendar, as text",
    ) from None


def check_held(period: Period, about: About) -> None:
    """Refuse a period that the published table does not hold, naming those it does."""
    if period in about.months or period in about.years:
        return
    if isinstance(period, Month):
        held = f"the months {about.first_month} to {about.last_month}"
    else:
        held = f"the complete years {some([str(year) for year in about.years])}"
    raise RequestError(
        f"there are no figures for {period}",
        where="parameter period",
        found=str(period),
        expected=held,
        do="choose one of these, or add the period to the register and build again",
    )
