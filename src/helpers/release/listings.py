"""The lists of a release, which no page shows whole, against what they are lists of."""

import json
from collections.abc import Iterator
from html import unescape
from typing import Any

from helpers.domain.about import About
from helpers.domain.deliveries import FEW
from helpers.domain.periods import parse_month
from helpers.domain.structure import KEY
from helpers.domain.tidy import from_csv
from helpers.errors import DataError
from helpers.release.agreement import AGREEMENT, agreement_csv, agreements
from helpers.release.catalogue import described, entry_of
from helpers.release.described import wrong_described
from helpers.release.layout import CATALOGUE
from helpers.release.pages import marked
from helpers.release.quality import QUALITY, QUALITY_COLUMNS, indicators, quality_csv
from helpers.release.reading import PublishedRelease
from helpers.release.sources.repeated import SUMMARY
from helpers.settings import Settings

_OF_TIME = "days_"  # indicators that the release calendar of the day gives, not the release


def wrong_listings(release: PublishedRelease, settings: Settings) -> Iterator[DataError]:
    """Yield what the lists of a release say that its editions, or its manifest, do not say."""
    for check in (_catalogue, wrong_described, _quality, _published_figures):
        try:
            yield from check(release, settings)
        except (OSError, KeyError, TypeError, ValueError) as error:
            yield DataError(
                "a list of the release cannot be read", found=repr(error),
                do="build the release again",
            )  # fmt: skip


def _catalogue(release: PublishedRelease, settings: Settings) -> Iterator[DataError]:
    path = marked(CATALOGUE, release.manifest["edition"])
    said = json.loads((release.folder / path).read_text("utf-8"))
    if unknown := said.keys() - {"edition", "editions"}:
        yield _wrong(path, f"{', '.join(sorted(unknown))}", "edition and editions alone")
    for edition in said["editions"]:
        entry = entry_of(edition | {"edition": said["edition"]})
        sizes = {file["path"]: file["bytes"] for file in edition["files"]}
        known = release.manifest["files"]
        files = {file: (known.get(file, ""), sizes.get(file, 0)) for file in entry.paths_in(known)}
        expected = described(entry, files, settings)
        expected["corrected"] = edition.get("corrected")  # notices may have been added since
        name = f"{path}: {entry.subject.identifier}"
        if edition != expected:
            yield _wrong(name, *_first_difference(edition, expected))
        for page in entry.pages:
            file = release.folder / page.path
            shown = SUMMARY.search(file.read_text("utf-8", "replace")) if file.is_file() else None
            summary = unescape(shown[1]) if shown else "no page"
            if " ".join(summary.split()) != " ".join(entry.summary[page.lang].split()):
                yield _wrong(f"{name} and {page.path}", entry.summary[page.lang], summary)


def _first_difference(one: dict[str, Any], other: dict[str, Any]) -> tuple[str, str]:
    name = next(n for n in [*one, *other] if one.get(n) != other.get(n))
    return f"{name}: {one.get(name)}", f"{name}: {other.get(name)}"


def _quality(release: PublishedRelease, settings: Settings) -> Iterator[DataError]:
    path = marked(QUALITY, release.manifest["edition"])
    if path not in release.manifest["files"]:
        return
    said = release.manifest["register"]
    first, last = (parse_month(said[name]) for name in ("first_month", "last_month"))
    edition = release.manifest["edition"]
    warnings = {code: count or FEW for code, count in said["warnings"].items()}
    about = About(said["synthetic"], first, last, said["rows"], warnings, edition=edition)
    found = indicators(release.subjects, release.rows, about, settings)
    expected = {*from_csv(quality_csv(found), QUALITY_COLUMNS)}
    for row in _rows(release, path, QUALITY_COLUMNS):
        if row not in expected and not row[3].startswith(_OF_TIME):
            yield _wrong(f"{path}: {' '.join(row[:4])}", row[4], "what the editions say")


def _published_figures(release: PublishedRelease, settings: Settings) -> Iterator[DataError]:
    path = marked(AGREEMENT, release.manifest["edition"])
    if path not in release.manifest["files"]:
        return
    now = agreement_csv(agreements(release.rows, settings))
    columns = now.partition("\n")[0].split(",")
    expected = {*from_csv(now, columns)}
    for row in _rows(release, path, columns):
        if row not in expected:  # there may be more figures by now, but no others
            yield _wrong(f"{path}: {' '.join(row[: len(KEY)])}", ", ".join(row), "other numbers")


def _rows(release: PublishedRelease, path: str, columns: Any) -> list[tuple[str, ...]]:
    return from_csv((release.folder / path).read_text("utf-8"), columns)


def _wrong(where: str, found: str, expected: str) -> DataError:
    return DataError(
        "a list of the release does not say what the release says",
        where=where, found=found, expected=expected, do="build the release again",
    )  # fmt: skip
