"""What a build has to do: which editions must be made anew, and for which reasons."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.domain.about import About
from helpers.release.count import Table
from helpers.release.dates import release_days_known
from helpers.release.delivered import facts_known
from helpers.release.ingredients import (
    Ingredients,
    differences,
    page_ingredients,
)
from helpers.release.ledger import Release
from helpers.release.notebooks import Notebook
from helpers.release.pages import Page, Subject
from helpers.release.records import Record, is_whole
from helpers.settings import Settings

if TYPE_CHECKING:
    from helpers.release.numbers import NumbersNow

Plan = dict[Page, Notebook]
Progress = Iterator[tuple[Page, bool]]
Watch = Callable[[Progress, int], Iterable[tuple[Page, bool]]]
Reasons = tuple[str, ...]

NEW = "new"
ASKED = "asked for"
_KEYS_NAMED = 3


@dataclass
class Survey:
    """The comparison of what was asked for with what is there.

    Parameters
    ----------
    plan
        The pages asked for, each with its notebook.
    published
        The release that is published.
    unfinished
        What a build that was interrupted has finished.
    table
        The numbers as they are now.
    history
        The file of the numbers published before.
    force
        Whether everything is to be made anew.
    pdf
        Whether pages are printed to PDF too; None for those that have been.
    """

    plan: Plan
    published: Release
    unfinished: Release
    table: Table
    history: Path
    settings: Settings
    force: bool = False
    pdf: bool | None = None
    agreeing: list[str] = field(default_factory=list)

    @cached_property
    def subjects(self) -> dict[Subject, list[Page]]:
        """The editions asked for, with their pages."""
        subjects: dict[Subject, list[Page]] = {}
        for page in self.plan:
            subjects.setdefault(page.subject, []).append(page)
        return subjects

    @cached_property
    def made_from(self) -> dict[Subject, Ingredients]:
        """What each edition would be made from now."""
        coverage = coverage_known(self.table.about)
        by_notebook: dict[tuple[Path, str], Ingredients] = {}
        found: dict[Subject, Ingredients] = {}
        for subject, pages in self.subjects.items():
            notebook = self.plan[pages[0]]
            key = notebook.path, subject.edition
            if key not in by_notebook:
                by_notebook[key] = page_ingredients(
                    notebook, self.settings, subject.edition, coverage
                )
            days = release_days_known(subject, self.settings)
            delivered = facts_known(self.table.about, subject, self.settings)
            printed = {"pdf": "printed"} if subject in self.printed else {}
            found[subject] = {
                **by_notebook[key], "release calendar": days, **delivered, **printed,
            }  # fmt: skip
        return found

    @cached_property
    def printed(self) -> set[Subject]:
        """The editions asked for whose pages are printed to PDF too."""
        if self.pdf is not None:
            return set(self.subjects) if self.pdf else set()
        editions = self.published.editions
        return {
            subject
            for subject, pages in self.subjects.items()
            if (record := editions.get(subject.identifier))
            and any(page.pdf in record.files for page in pages)
        }

    @cached_property
    def reasons(self) -> dict[Subject, Reasons]:
        """Why each edition must be made; empty where the published one is what would come out."""
        return {subject: tuple(self._reasons(subject)) for subject in self.subjects}

    @cached_property
    def resumed(self) -> set[Subject]:
        """The editions to be made that an interrupted build has finished already."""
        return {
            subject
            for subject, reasons in self.reasons.items()
            if reasons and not self.force and not list(self._against(self.unfinished, subject))
        }

    @property
    def to_make(self) -> list[Page]:
        """The pages that must be made, in the order of the plan."""
        return [
            page for page in self.plan
            if self.reasons[page.subject] and page.subject not in self.resumed
        ]  # fmt: skip

    def _reasons(self, subject: Subject) -> Iterator[str]:
        if self.force:
            yield ASKED
            return
        yield from self._against(self.published, subject)

    def _against(self, release: Release, subject: Subject) -> Iterator[str]:
        """Yield in what an edition of a release is not what would be made now."""
        record = release.editions.get(subject.identifier)
        if record is None:
            yield NEW
            return
        if not record.made_from:
            yield "no record of how it was made"
            return
        found = differences(record.made_from, self.made_from[subject])
        if {page.path for page in self.subjects[subject]} != set(record.links):
            found.append("languages")
        if not all(is_whole(release.folder / path, record.files[path]) for path in record.files):
            found.append("its published files")
        if record.table != self.table.digest:
            changed = list(self._now.changed(release.numbers(record.name)))
            if changed:
                found.append(_numbers(changed))
            elif not found:
                self.agreeing.append(record.name)
        yield from found

    @cached_property
    def _now(self) -> "NumbersNow":
        # Imported here: a build that finds the same table needs no pandas.
        from helpers.release.numbers import NumbersNow
        from helpers.report.series import PublishedTable

        return NumbersNow(PublishedTable.read(self.table.path, self.history))


def coverage_known(about: About) -> dict[str, str]:
    """Return what a page may know of the register as a whole, besides its numbers."""
    return {"first month": str(about.first_month), "synthetic": str(about.synthetic)}


def _numbers(changed: Sequence[tuple[str, ...] | None]) -> str:
    named = [" ".join(part for part in key if part != "all") for key in changed if key]
    shown = "; ".join(named[:_KEYS_NAMED]) + ("; …" if len(changed) > _KEYS_NAMED else "")
    return f"numbers ({len(changed)}: {shown})" if shown else f"numbers ({len(changed)})"


def obsolete(
    editions: Iterable[Record], plan: Plan, notebooks: Sequence[Notebook], settings: Settings
) -> set[str]:
    """Return the names of published editions of the periods at hand that nothing would make now.

    Their notebook or their area is gone. Editions of other periods stay as they were published.
    """
    periods = {str(page.subject.period) for page in plan}
    made = {(notebook.cadence, notebook.report) for notebook in notebooks}
    areas = set(settings.areas.codes)
    return {
        record.name
        for record in editions
        if record.content["period"] in periods
        and (
            (record.content["cadence"], record.content["report"]) not in made
            or record.content["area"] not in areas
        )
    }
