"""The catalogue for programs: its own JSON, DCAT, feeds, and the Data Package of the downloads."""

from collections.abc import Sequence

from helpers.domain.about import Edition
from helpers.release.catalogue import Entry, Files, catalogue_json
from helpers.release.datapackage import data_package
from helpers.release.dcat import CATALOGUE_DCAT, catalogue_dcat
from helpers.release.feed import feeds
from helpers.release.layout import CATALOGUE
from helpers.release.pages import marked
from helpers.release.revised import Revisions
from helpers.settings import Settings


def catalogue_files(
    entries: Sequence[Entry], files: Files, revisions: Revisions, edition: Edition,
    settings: Settings,
) -> dict[str, str]:  # fmt: skip
    """Return the files: text by path.

    Parameters
    ----------
    entries
        Every edition, in order.
    files
        Checksum and size of every file of the release so far, by path.
    revisions
        Which issues show revised numbers.
    """
    return {
        marked(CATALOGUE, edition): catalogue_json(entries, edition, files, settings),
        marked(CATALOGUE_DCAT, edition): catalogue_dcat(entries, files, edition, settings),
        **feeds(entries, files, revisions, settings),
        **data_package(entries, files, edition, settings),
    }
