"""What must hold of a release as a whole, before it is published and whenever it is verified.

What must hold of one page stands in :mod:`helpers.release.checks`.
"""

from collections.abc import Callable, Iterator

from helpers.errors import KarnamehError
from helpers.release.apart import mixed_editions
from helpers.release.known_files import unknown_files
from helpers.release.leaks import leaks_of_release
from helpers.release.listings import wrong_listings
from helpers.release.pdf import strange_pdfs
from helpers.release.reading import PublishedRelease
from helpers.release.reconcile import contradictions
from helpers.release.record import record_faults
from helpers.settings import Settings

Check = Callable[[PublishedRelease, Settings], Iterator[KarnamehError]]

# In this order; each yields what stops the release.
CHECKS: tuple[Check, ...] = (
    mixed_editions,
    unknown_files,
    strange_pdfs,
    wrong_listings,
    contradictions,
    record_faults,
    leaks_of_release,
)


def faults_of_release(release: PublishedRelease, settings: Settings) -> Iterator[KarnamehError]:
    """Yield what is wrong with a release, by its published files alone.

    Parameters
    ----------
    settings
        Words, areas and reference tables; what was built with others says so in its manifest.
    """
    for check in CHECKS:
        yield from check(release, settings)
