"""The downloads described for programs: a Data Package (Frictionless, version 2.0).

It stands in the folder of the downloads, since a package may name no file above itself.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from helpers.domain.about import Edition
from helpers.release.agreement import AGREEMENT
from helpers.release.catalogue import Entry, Files
from helpers.release.navigation import relative
from helpers.release.pages import marked
from helpers.release.quality import QUALITY
from helpers.release.revisions import PUBLICATIONS, REVISIONS
from helpers.release.table_schemas import TABLES, table_schema
from helpers.settings import Settings

DATA_PACKAGE = "data/datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_LISTS = {
    "revisions": REVISIONS, "publications": PUBLICATIONS, "quality": QUALITY,
    "published_figures": AGREEMENT,
}  # fmt: skip


def schema_path(code: str, edition: Edition) -> str:
    """Return where the schema of a kind of CSV stands."""
    return marked(f"data/schemas/{code}.json", edition)


def data_package_paths(edition: Edition) -> set[str]:
    """Return where the package and its schemas stand."""
    return {marked(DATA_PACKAGE, edition), *(schema_path(code, edition) for code in TABLES)}


def data_package(
    entries: Sequence[Entry], files: Files, edition: Edition, settings: Settings
) -> dict[str, str]:
    """Return the package and its schemas: JSON by path.

    Every CSV is a resource of its own, with checksum and size; the workbooks, which repeat the
    same numbers for people, are not.

    Parameters
    ----------
    entries
        Every edition, in order.
    files
        Checksum and size of every file, by path; what is not there is left out.
    """
    path, word = marked(DATA_PACKAGE, edition), settings.terms.text
    office = settings.configuration
    titles = [word("page", "home_title", "en"), office.organisation.name("en")]
    if edition != "public":
        titles.insert(0, word("page", edition, "en"))
    content = {
        "$schema": PROFILE,
        "name": f"{settings.areas.province.code}-{edition}",
        "edition": edition,
        "title": ", ".join(titles),
        "description": word("page", "home_lead", "en"),
        "contributors": [
            {
                "title": office.organisation.name("en"),
                "email": str(office.contact.email),
                "roles": ["publisher"],
            }
        ],
        "resources": [
            _resource(file, code, title, files, path, edition)
            for file, code, title in _tables(entries, edition, settings)
            if file in files
        ],
    }
    # One resource a line: a package of thousands is read by people too, with a search.
    made = {path: _by_line(content)}
    made |= {schema_path(code, edition): table_schema(t, settings) for code, t in TABLES.items()}
    return made


def _tables(
    entries: Iterable[Entry], edition: Edition, settings: Settings
) -> Iterator[tuple[str, str, str]]:
    """Yield path, kind and title of every CSV."""
    names = {code: settings.terms.text("table_file", code, "en") for code in TABLES}
    for code, path in _LISTS.items():
        yield marked(path, edition), code, names[code]
    for entry in entries:
        subject, area = entry.subject, settings.areas[entry.subject.area].name("en")
        of = ", ".join((entry.title["en"], area, subject.period.name("en")))
        yield subject.csv, "numbers", f"{of}: {names['numbers']}"
        yield subject.revisions, "earlier", f"{of}: {names['earlier']}"
        yield subject.deliveries, "deliveries", f"{of}: {names['deliveries']}"


def _resource(
    path: str, code: str, title: str, files: Files, start: str, edition: Edition
) -> dict[str, Any]:
    checksum, size = files[path]
    here = relative(path, start)
    return {
        "name": here.removesuffix(".csv").replace("/", "."),
        "type": "table",
        "path": here,
        "title": title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{checksum}",
        "schema": relative(schema_path(code, edition), start),
    }


def _by_line(content: dict[str, Any]) -> str:
    resources = content.pop("resources")
    head = json.dumps(content, ensure_ascii=False, indent=1).removesuffix("\n}")
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in resources)
    return f'{head},\n "resources": [\n{lines}\n ]\n}}\n'
