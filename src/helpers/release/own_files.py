"""The files of a release that belong to no single edition: catalogue, comparison, manifest."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from helpers.domain.about import About, Edition
from helpers.domain.persian import LANGUAGES
from helpers.domain.tidy import Row
from helpers.errors import KarnamehError
from helpers.release.agreement import AGREEMENT, agreement_csv, agreements
from helpers.release.browse_pages import browse_pages, browse_paths
from helpers.release.calendar_pages import calendar_pages
from helpers.release.catalogue import Entry
from helpers.release.catalogue_files import catalogue_files
from helpers.release.catalogue_pages import catalogue_pages
from helpers.release.checks import check_page
from helpers.release.datapackage import data_package_paths
from helpers.release.dcat import CATALOGUE_DCAT
from helpers.release.description import description_pages
from helpers.release.issues import issues_of
from helpers.release.layout import CATALOGUE, MANIFEST, PUBLIC_KEY, SIGNATURE
from helpers.release.manifest import manifest_json
from helpers.release.minisign import SecretKey
from helpers.release.navigation import CATALOGUES, DESCRIPTIONS, FEEDS
from helpers.release.notebooks import Notebook
from helpers.release.origin import Origin
from helpers.release.pages import Subject, marked
from helpers.release.past import PATHS, Past
from helpers.release.policy_pages import policy_pages
from helpers.release.quality import QUALITY, Indicator, indicators, quality_csv
from helpers.release.reading import PublishedRelease
from helpers.release.records import Stamp
from helpers.release.render import Renderer
from helpers.release.revised import NONE_REVISED, Revisions, revisions_shown
from helpers.release.revisions import PUBLICATIONS, REVISIONS
from helpers.release.signing import public_key, signature_of
from helpers.release.sources.check import SourceCheck, years_around
from helpers.release.sources.repeated import Repeated, repeated_of
from helpers.release.stage import Stage
from helpers.release.standing import STANDING, quality_path, standing_path
from helpers.settings import Settings


def own_paths(edition: Edition, subjects: Iterable[Subject] = ()) -> frozenset[str]:
    """Return the paths of these files, for a release of some editions."""
    subjects = list(subjects)
    reports = {subject.report for subject in subjects}
    standing = {standing_path(code, lang, edition) for code in STANDING for lang in LANGUAGES}
    lists = {
        *CATALOGUES.values(), *DESCRIPTIONS.values(), *FEEDS.values(), CATALOGUE, CATALOGUE_DCAT,
        AGREEMENT, QUALITY, *PATHS,
    }  # fmt: skip
    standing |= {quality_path(name, lang, edition) for name in reports for lang in LANGUAGES}
    standing |= browse_paths(subjects, edition) | data_package_paths(edition)
    return frozenset({*(marked(path, edition) for path in lists), *standing, MANIFEST})


def write_own_files(
    stage: Stage, entries: Sequence[Entry], files: Mapping[str, Stamp], about: About,
    notebooks: Sequence[Notebook], renderer: Renderer, private: Sequence[str], origin: Origin,
    past: Past, secret: SecretKey | None,
) -> tuple[dict[str, Stamp], list[KarnamehError]]:  # fmt: skip
    """Write the files of a release as a whole.

    Parameters
    ----------
    entries
        Every edition, in order.
    files
        The files of the editions; they stand in the stage already.
    private
        Texts that must not stand in a page.
    origin
        From which count each edition was made.
    past
        What was published before.
    secret
        What the manifest is signed with; without it, it says who should, and is not.

    Returns
    -------
    tuple
        The files written, and what is wrong with them.
    """
    settings = renderer.settings
    subjects = [entry.subject for entry in entries]
    rows = PublishedRelease(stage.folder, subjects).rows
    found = indicators(subjects, rows, about, settings)
    current = {f"data/{name}.csv" for name, count in origin.editions.items()
               if count == origin.now}  # fmt: skip
    record, unexplained = past.on_record(row for path in sorted(current) for row in rows[path])
    revisions = _revisions(record, entries, rows, settings)
    pages = _pages(entries, found, revisions, renderer)
    known = {path: (stamp.sha256, stamp.size) for path, stamp in files.items()}
    written: dict[str, Stamp] = {}

    def write(contents: Mapping[str, str | bytes]) -> None:
        for path, content in contents.items():
            data = content.encode() if isinstance(content, str) else content
            written[path] = stage.write(path, data)
            known[path] = written[path].sha256, written[path].size

    write(pages)
    write({marked(AGREEMENT, about.edition): agreement_csv(agreements(rows, settings))})
    write(record)
    write({marked(QUALITY, about.edition): quality_csv(found)})
    write(catalogue_files(entries, known, revisions, about.edition, settings))
    if key := public_key(settings):
        write({PUBLIC_KEY: key.file})
    manifest = manifest_json(known, about, notebooks, entries, origin, settings=settings)
    write({MANIFEST: manifest})
    if secret:
        write({SIGNATURE: signature_of(manifest.encode(), secret)})
    repeated = repeated_of(entries, revisions, about.edition, settings)
    faults = _faults(pages, known, subjects, found, repeated, private, settings)
    return written, [*unexplained, *faults]


def _pages(
    entries: Sequence[Entry], found: Sequence[Indicator], revisions: Revisions, renderer: Renderer
) -> dict[str, str]:
    """Return the pages of a release that are of no single edition: HTML by path."""
    settings = renderer.settings
    return {
        **catalogue_pages(entries, renderer, settings, revisions),
        **browse_pages(entries, renderer, settings),
        **description_pages(renderer, settings),
        **calendar_pages(entries, renderer, settings),
        **policy_pages(entries, found, renderer, settings),
    }


def _faults(
    pages: Mapping[str, str], known: Mapping[str, object], subjects: Sequence[Subject],
    found: Sequence[Indicator], repeated: Repeated, private: Sequence[str], settings: Settings,
) -> Iterator[KarnamehError]:  # fmt: skip
    """Yield what is wrong with such pages: their links, their markup, their numbers."""
    check, years = SourceCheck(settings), years_around(subjects, settings)
    shown = {indicator.key: indicator.value for indicator in found}
    for path, html in pages.items():
        yield from check_page(path, html, known.keys(), private=private)
        yield from check.faults_without_rows(path, html, years, shown, repeated)


def _revisions(
    record: Mapping[str, bytes], entries: Sequence[Entry], rows: Mapping[str, Sequence[Row]],
    settings: Settings,
) -> Revisions:  # fmt: skip
    """Return which issues show revised numbers; none where there is no record."""
    if not record or not entries:
        return NONE_REVISED
    paths = (marked(path, entries[0].subject.edition) for path in (REVISIONS, PUBLICATIONS))
    listed, publications = (record[path].decode() for path in paths)
    return revisions_shown(issues_of(entries, settings), rows, listed, publications)
