"""The descriptions of a release for other programs, against what they describe.

DCAT, feeds and Data Package are made from the catalogue and the manifest, so they are made again
and compared. Days are left out: the calendar of the day may have been written on since.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError, canonicalize, fromstring, tostring

from helpers.errors import DataError
from helpers.release.catalogue import Entry, Files, entry_of
from helpers.release.datapackage import data_package
from helpers.release.dcat import CATALOGUE_DCAT, OF_TIME, catalogue_dcat
from helpers.release.feed import ATOM, feed_entry, feed_head
from helpers.release.issues import issues_of
from helpers.release.layout import editions_of
from helpers.release.navigation import FEEDS, feed_path
from helpers.release.pages import marked
from helpers.release.reading import PublishedRelease
from helpers.settings import Settings


def wrong_described(release: PublishedRelease, settings: Settings) -> Iterator[DataError]:
    """Yield what these files say that the release does not; one without such a file has no fault.

    Raises
    ------
    OSError, KeyError, TypeError, ValueError
        If one of them cannot be read.
    """
    contents = list(editions_of(release.folder))
    if not contents:
        return
    entries = [entry_of(content) for content in contents]
    edition, files = release.manifest["edition"], _files(release, contents)
    path = marked(CATALOGUE_DCAT, edition)
    if path in release.manifest["files"]:
        said = _nodes(json.loads(_text(release, path)))
        expected = _nodes(json.loads(catalogue_dcat(entries, files, edition, settings)))
        yield from _differences(path, said, expected)
    for path, text in data_package(entries, files, edition, settings).items():
        if path in release.manifest["files"]:
            said, expected = (_parts(json.loads(one)) for one in (_text(release, path), text))
            yield from _differences(path, said, expected)
    yield from _feeds(release, entries, files, settings)


def _files(release: PublishedRelease, contents: Iterable[Mapping[str, Any]]) -> Files:
    """Return checksum and size of the files, as manifest and catalogue say, or as they are."""
    sizes = {f["path"]: f["bytes"] for content in contents for f in content["files"]}
    files = {}
    for path, checksum in release.manifest["files"].items():
        file = release.folder / path
        size = sizes.get(path)
        if size is None:
            size = file.stat().st_size if file.is_file() else 0
        files[path] = checksum, size
    return files


def _nodes(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the nodes by their identifiers, without their days, and what stands around them."""
    nodes = {
        node["@id"]: {name: value for name, value in node.items() if name not in OF_TIME}
        for node in content["@graph"]
    }
    return {"": {name: content[name] for name in content if name != "@graph"}, **nodes}


def _parts(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the resources by name, and the rest of a package; or the whole of a schema."""
    resources = {each["name"]: each for each in content.get("resources", ())}
    return {"": {name: content[name] for name in content if name != "resources"}, **resources}


def _feeds(
    release: PublishedRelease, entries: list[Entry], files: Files, settings: Settings
) -> Iterator[DataError]:
    issues = issues_of(entries, settings)
    for lang in FEEDS:
        path = feed_path(lang, release.manifest["edition"])
        if path not in release.manifest["files"]:
            continue
        try:
            feed = fromstring(_text(release, path).replace(f' xmlns="{ATOM}"', "", 1))
        except ParseError as error:
            raise ValueError(f"{path}: {error}") from None
        held = [issue for issue in issues if issue.in_language(lang)]
        made = (feed_entry(issue, files, lang, settings) for issue in held)
        known = {each.findtext("id", ""): _canonical(each) for each in made}
        said = {each.findtext("id", ""): _canonical(each) for each in feed.findall("entry")}
        head = _canonical(feed_head(issues[0], lang, settings)).replace(f' xmlns="{ATOM}"', "", 1)
        for entry in feed.findall("entry"):
            feed.remove(entry)
        # Only the newest are there.
        expected = {name: known.get(name) for name in said}
        yield from _differences(path, {"": _canonical(feed), **said}, {"": head, **expected})


def _canonical(element: Element) -> str:
    """Return an element in one form, without its days."""
    for name in ("updated", "published"):
        for day in element.findall(name):
            element.remove(day)
    return canonicalize(tostring(element, "unicode"), strip_text=True)


def _text(release: PublishedRelease, path: str) -> str:
    return (release.folder / path).read_text("utf-8")


def _differences(
    path: str, said: Mapping[str, Any], expected: Mapping[str, Any]
) -> Iterator[DataError]:
    for name in dict.fromkeys([*said, *expected]):
        if (found := said.get(name)) != (wanted := expected.get(name)):
            yield DataError(
                "a list of the release does not say what the release says",
                where=f"{path}: {name}" if name else path,
                found=f"{found}",
                expected=f"{wanted}",
                do="build the release again",
            )
