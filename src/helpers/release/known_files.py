"""Whether a release is made of nothing but the files that are looked at before it is published."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from helpers.domain.persian import LANGUAGES
from helpers.errors import DataError
from helpers.release.layout import PUBLIC_KEY, SIGNATURE
from helpers.release.own_files import own_paths
from helpers.release.pages import Page, Subject, marked
from helpers.release.reading import PublishedRelease
from helpers.settings import Settings

# What keeps a folder, or tells a server how to serve it; at the top alone.
_OF_SERVERS = {".gitkeep", ".htaccess", ".nojekyll", "CNAME", "favicon.ico", "robots.txt"}


def unknown_files(release: PublishedRelease, _: Settings) -> Iterator[DataError]:
    """Yield the files of a kind that nothing looks at, whoever has put them there.

    A notebook with its outputs, say, or a table that was laid beside the others.
    """
    known = _OF_SERVERS | {PUBLIC_KEY, SIGNATURE}
    known |= own_paths(release.manifest["edition"], release.subjects)
    for subject in release.subjects:
        known.update(_of_edition(subject))
    for file in sorted(release.folder.rglob("*")):
        path = file.relative_to(release.folder).as_posix()
        if not file.is_dir() and path not in known:
            yield DataError(
                "a file is of no kind that a release is made of",
                where=path,
                expected="pages, numbers, and lists of them",
                do="take it out of the folder: nobody knows which numbers stand in it",
            )


def _of_edition(subject: Subject) -> Iterator[str]:
    yield from (subject.csv, subject.xlsx, subject.revisions, subject.deliveries)
    for page in (Page(subject, lang) for lang in LANGUAGES):
        yield from (page.path, page.pdf)
        # Of all editions of the period, where the catalogue has no room for them.
        yield marked(f"{PurePosixPath(page.path).parents[1]}/index.html", subject.edition)
