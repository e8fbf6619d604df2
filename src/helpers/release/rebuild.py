"""A release made again from register and code, and compared with the published one byte by byte."""

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from helpers.domain.periods import Period
from helpers.domain.persian import Lang
from helpers.errors import DataError, KarnamehError, some
from helpers.release.build import build
from helpers.release.inputs import LOCK_FILE
from helpers.release.layout import MANIFEST, read_manifest
from helpers.release.notebooks import Notebook, discover_notebooks
from helpers.release.order import Order, Say
from helpers.release.origin import COUNTS, EDITIONS
from helpers.release.pages import Page, pdf_beside
from helpers.release.plan import Request
from helpers.release.reading import PublishedRelease
from helpers.release.survey import Watch
from helpers.settings import FILE_NAME, Settings

_SHOWN = 60
_INPUTS = (
    "software", "code", "lock_file", "settings", "reference", "register", "notebooks", "signed_by",
)  # fmt: skip


class RebuildError(DataError):
    """A release does not come out again as it was published."""


def rebuild_faults(
    folder: Path, settings: Settings, register: str, *, say: Say, watch: Watch,
    jobs: int | None = None,
) -> Iterator[KarnamehError]:  # fmt: skip
    """Yield the files that do not come out as they were published.

    The project is copied and built in a folder that is removed afterwards; neither the release nor
    anything else of the project is touched. Editions that were made from an earlier count of the
    register cannot come out again, nor can catalogue and manifest if there are any: that is said.

    Parameters
    ----------
    register
        URI of the register.
    say
        Told which inputs are others than the manifest names, and what cannot be compared.
    """
    published = read_manifest(folder)
    with tempfile.TemporaryDirectory(prefix="karnameh-rebuild-") as scratch:
        copy = _copied(settings, Path(scratch) / "project")
        again = copy.folder_of(published["edition"], prepared=True)
        notebooks = discover_notebooks(copy.notebooks)
        for request in requests_of(PublishedRelease(folder), notebooks, settings):
            order = Order(
                request, notebooks, copy, register, again, jobs=jobs, sign=False, prepare=True,
                past=folder.absolute(),
            )  # fmt: skip
            if failures := build(order, watch=watch).failures:
                yield from failures
                return
        rebuilt = read_manifest(again)
        for difference in differing_inputs(published, rebuilt):
            say(difference)
        paths = comparable(published, rebuilt, say)
        if not paths:
            yield RebuildError(
                "no edition of the release was made from this register with these settings",
                where=str(folder), found=f"the register {rebuilt['register']['fingerprint']}",
                expected=f"the register {published['register']['fingerprint']}",
            )  # fmt: skip
        yield from differences(folder, again, paths)


def differing_inputs(published: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Yield what goes into a release now and is not what the manifest names."""
    for name in _INPUTS:
        before, after = published.get(name), now.get(name)
        if before == after:
            continue
        if isinstance(before, dict) and isinstance(after, dict):
            parts = [part for part in {**before, **after} if before.get(part) != after.get(part)]
            yield f"another input than that of the release: {name} ({some(sorted(parts))})"
        else:
            yield f"another input than that of the release: {name} ({before}, now {after})"


def requests_of(
    release: PublishedRelease, notebooks: Sequence[Notebook], settings: Settings
) -> Iterator[Request]:
    """Yield requests that together ask for the pages of a release, and for no others."""
    known = {(notebook.cadence, notebook.report) for notebook in notebooks}
    files, edition = release.manifest["files"], release.manifest["edition"]
    asked: dict[tuple[Period, bool], set[tuple[str, str, Lang]]] = defaultdict(set)
    for subject in release.subjects:
        for lang in settings.configuration.languages:
            page = Page(subject, lang)
            if page.path in files and (subject.cadence, subject.report) in known:
                key = subject.period, page.pdf in files
                asked[key].add((subject.report, subject.area, lang))
    alike: dict[tuple[frozenset[tuple[str, str, Lang]], bool], list[Period]] = defaultdict(list)
    for (period, printed), pages in asked.items():
        alike[frozenset(pages), printed].append(period)
    for (same, printed), periods in alike.items():
        reports, areas, languages = ({page[place] for page in same} for place in range(3))
        whole = len(same) == len(reports) * len(areas) * len(languages)
        for part in [set(same)] if whole else [{page} for page in sorted(same)]:
            yield Request(
                tuple(periods),
                tuple(sorted({report for report, _, _ in part})),
                tuple(sorted({area for _, area, _ in part})),
                tuple(sorted({lang for _, _, lang in part})),
                edition,
                pdf=printed,
            )


def comparable(
    published: Mapping[str, Any], rebuilt: Mapping[str, Any], say: Say = lambda text: None
) -> list[str]:
    """Return the files that must come out the same, by the manifests of both releases.

    Those of editions that were made from this register, with this protection and these reference
    figures; catalogue and manifest too if that is every edition.
    """
    now = list(rebuilt[COUNTS].values())
    editions = published[EDITIONS]
    same = {name for name, said in editions.items() if published[COUNTS].get(said["count"]) in now}
    if same == set(editions):
        return [MANIFEST, *sorted({**published["files"], **rebuilt["files"]})]
    if same:
        say(
            f"{len(editions) - len(same)} of {len(editions)} editions were made from an earlier"
            " count and cannot come out of this register again; neither can catalogue and manifest:"
            f" {some(sorted(set(editions) - same))}"
        )
    found = {
        path
        for name in same
        for page in editions[name]["pages"]
        for path in (page, pdf_beside(page), f"data/{name}.csv", f"data/{name}.xlsx")
    }
    return sorted(found.intersection(published["files"]))


def differences(folder: Path, again: Path, paths: Iterable[str]) -> Iterator[RebuildError]:
    """Yield the files that are not the same in two folders, with the first difference."""
    for path in paths:
        one, other = (_content(place / path) for place in (folder, again))
        if one != other:
            found, expected = _first_difference(one, other)
            yield RebuildError(
                "a file does not come out as it was published", where=path,
                found=f"published: {found}", expected=f"rebuilt: {expected}",
            )  # fmt: skip


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _first_difference(one: bytes | None, other: bytes | None) -> tuple[str, str]:
    """Return what stands in each where they first differ."""
    if one is None or other is None:
        return _size(one), _size(other)
    pairs = enumerate(zip(one, other, strict=False))
    place = next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
    line = one.count(b"\n", 0, place) + 1
    start = max(place - _SHOWN // 3, one.rfind(b"\n", 0, place) + 1)

    def shown(content: bytes) -> str:
        text = content[start : place + _SHOWN].decode("utf-8", "backslashreplace")
        return f"line {line}, byte {place + 1:,}: …{text.partition(chr(10))[0]}…"

    return shown(one), shown(other)


def _size(content: bytes | None) -> str:
    return "no such file" if content is None else f"{len(content):,} bytes"


def _copied(settings: Settings, root: Path) -> Settings:
    """Copy what a build reads, so that it leaves no trace in the project."""
    root.mkdir()
    for name in (FILE_NAME, LOCK_FILE):
        if (settings.root / name).is_file():
            shutil.copy(settings.root / name, root / name)
    shutil.copytree(settings.reference, root / "data" / "reference")
    shutil.copytree(
        settings.notebooks, root / "notebooks",
        ignore=shutil.ignore_patterns(".ipynb_checkpoints"),
    )  # fmt: skip
    return replace(settings, root=root)
