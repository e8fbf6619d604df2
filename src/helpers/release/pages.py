"""What a page is, and where it and its files stand in the published folder."""

from dataclasses import dataclass
from functools import cache, cached_property

from helpers.domain.about import Edition
from helpers.domain.periods import Cadence, Period, parse_period
from helpers.domain.persian import Lang


@dataclass(frozen=True)
class Subject:
    """What the pages of one report, period and area are about: their numbers are the same.

    Attributes
    ----------
    edition
        An internal edition says so in its file names.
    """

    report: str
    period: Period
    area: str
    edition: Edition = "public"

    def __hash__(self) -> int:
        return hash(self.identifier)

    @property
    def cadence(self) -> Cadence:
        """``monthly`` or ``annual``."""
        return self.period.cadence  # type: ignore[return-value]

    @cached_property
    def identifier(self) -> str:
        """Name of the numbers: ``monthly/1403-07/<area>/<report>``."""
        name = self.report if self.edition == "public" else f"{self.report}-{self.edition}"
        return f"{self.cadence}/{self.period}/{self.area}/{name}"

    @cached_property
    def csv(self) -> str:
        """Path of the numbers as CSV, relative to the published folder."""
        return f"data/{self.identifier}.csv"

    @cached_property
    def xlsx(self) -> str:
        """Path of the numbers as a workbook."""
        return f"data/{self.identifier}.xlsx"

    @cached_property
    def revisions(self) -> str:
        """Path of what was published of the numbers before, as CSV."""
        place = f"data/{self.cadence}/{self.period}/{self.area}"
        return marked(f"{place}/{self.report}-revisions.csv", self.edition)

    @cached_property
    def deliveries(self) -> str:
        """Path of what the pages say of the deliveries behind the numbers, as CSV."""
        place = f"data/{self.cadence}/{self.period}/{self.area}"
        return marked(f"{place}/{self.report}-deliveries.csv", self.edition)


@dataclass(frozen=True)
class Page:
    """One HTML page: a subject in a language."""

    subject: Subject
    lang: Lang

    def __hash__(self) -> int:
        return hash(self.path)

    def __str__(self) -> str:
        return self.path

    @cached_property
    def path(self) -> str:
        """Path relative to the published folder, with forward slashes."""
        return f"{self.lang}/{self.subject.identifier}.html"

    @cached_property
    def pdf(self) -> str:
        """Path of the same page as PDF, where it is printed."""
        return pdf_beside(self.path)

    @property
    def parameters(self) -> dict[str, str]:
        """Parameters of the notebook."""
        return {
            "period": str(self.subject.period), "area": self.subject.area, "lang": self.lang,
        }  # fmt: skip


def pdf_beside(path: str) -> str:
    """Return the path of the PDF of a page."""
    return f"{path.removesuffix('.html')}.pdf"


def marked(path: str, edition: Edition) -> str:
    """Return the path of a file in an edition: one that is not public says so in its name."""
    if edition == "public":
        return path
    name, dot, ending = path.rpartition(".")
    return f"{name}-{edition}{dot}{ending}"


def subject_of(report: str, period: str, area: str, edition: Edition) -> Subject:
    """Return the subject that plain text names, as in the catalogue."""
    return Subject(report, _period(period), area, edition)


_period = cache(parse_period)  # a catalogue names each of them a hundred times
