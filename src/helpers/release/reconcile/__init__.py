"""Whether the files of a release say the same thing wherever they say it.

Everything is read from the published files; nothing here knows how they were made. What is found
stops the release and names both places.
"""

from collections.abc import Iterator

from helpers.errors import KarnamehError
from helpers.release.reading import PublishedRelease
from helpers.release.reconcile.contradiction import ContradictionError
from helpers.release.reconcile.delivered import delivery_faults
from helpers.release.reconcile.derived import wrongly_derived
from helpers.release.reconcile.facts import counts_of, facts_of
from helpers.release.reconcile.page import page_faults
from helpers.release.reconcile.sums import broken_sums, same_facts, too_exact
from helpers.release.reconcile.workbook import workbook_faults
from helpers.settings import Settings

__all__ = ["ContradictionError", "contradictions"]


def contradictions(release: PublishedRelease, settings: Settings) -> Iterator[KarnamehError]:
    """Yield what contradicts itself in a release.

    The same fact in two editions, in month and year, in CSV, workbook and both languages' pages;
    sums of counties, categories, months and flows, as far as rounding leaves them open; shares,
    rates and means against the counts published beside them. Editions that were made from
    different counts of the register may differ from each other: that is a revision.
    """
    counts = counts_of(release)
    for count, paths in counts.paths.items():
        facts = yield from facts_of({path: release.rows[path] for path in paths})
        yield from same_facts(facts)
        yield from broken_sums(facts, counts.policy(count), settings.areas)
        if release.manifest["edition"] == "public":
            yield from too_exact(facts, counts.policy(count), settings.areas)
        yield from wrongly_derived(facts, counts.rates(count, settings))
    for subject in release.subjects:
        rows = release.rows[subject.csv]
        yield from workbook_faults(release.folder, subject, rows, settings)
        yield from page_faults(release, subject, rows, settings)
        yield from delivery_faults(release, subject, settings)
