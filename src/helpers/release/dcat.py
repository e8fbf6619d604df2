"""The catalogue for other catalogues: DCAT 3 as JSON-LD, in the terms of DCAT-AP.

Where the release is published is not known, so every address is relative to the file.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from helpers.domain.about import Edition
from helpers.domain.areas import Area
from helpers.domain.persian import COMMA, LANGUAGES, Lang
from helpers.release.catalogue import Entry, Files, corrections_of, summary_in_words, titles_of
from helpers.release.dataset import XLSX_TYPE
from helpers.release.navigation import CATALOGUES
from helpers.release.pages import marked
from helpers.settings import Settings

CATALOGUE_DCAT = "catalogue.jsonld"
# What follows from the calendar of the day, and may be written down after a release.
OF_TIME = ("issued", "modified")

_EU = "http://publications.europa.eu/resource/authority"
_LANGUAGES: dict[Lang, str] = {"fa": f"{_EU}/language/FAS", "en": f"{_EU}/language/ENG"}
_FREQUENCIES = {"monthly": f"{_EU}/frequency/MONTHLY", "annual": f"{_EU}/frequency/ANNUAL"}
_ACCESS = {"public": f"{_EU}/access-right/PUBLIC", "internal": f"{_EU}/access-right/NON_PUBLIC"}
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
_IRIS = (
    "publisher", "language", "spatial", "accrualPeriodicity", "accessRights", "theme", "inSeries",
    "landingPage", "dataset", "downloadURL", "accessURL", "mediaType", "homepage", "mbox",
)  # fmt: skip
_PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_VOCABULARY = {
    "dcat": (
        "dataset", "distribution", "inSeries", "landingPage", "downloadURL", "accessURL",
        "mediaType", "byteSize", "startDate", "endDate", "centroid", "theme",
    ),
    "dct": (
        "title", "description", "publisher", "language", "temporal", "spatial", "identifier",
        "issued", "modified", "accrualPeriodicity", "accessRights",
    ),
    "foaf": ("name", "mbox", "homepage"),
    "spdx": ("checksum", "algorithm", "checksumValue"),
    "skos": ("prefLabel",),
}  # fmt: skip
_IN_LANGUAGES = ("title", "description", "name", "prefLabel")
_TYPES = {
    "issued": "xsd:date", "modified": "xsd:date", "startDate": "xsd:date", "endDate": "xsd:date",
    "byteSize": "xsd:nonNegativeInteger", "checksumValue": "xsd:hexBinary",
    "centroid": "geo:wktLiteral",
}  # fmt: skip


def catalogue_dcat(
    entries: Sequence[Entry], files: Files, edition: Edition, settings: Settings
) -> str:
    """Return the catalogue: a dataset an edition, in a series for each report and cadence.

    Parameters
    ----------
    entries
        Every edition, in order.
    files
        Checksum and size of the editions' files, by path.
    """
    held = {settings.areas.province.code, *(entry.subject.area for entry in entries)}
    nodes = [
        _catalogue(entries, edition, settings),
        _publisher(settings),
        *(_place(area) for area in settings.areas if area.code in held),
        *_series(entries, edition, settings),
        *(dataset_of(entry, files, settings) for entry in entries),
    ]
    head = json.dumps(_context(), ensure_ascii=False)
    lines = ",\n".join(json.dumps(node, ensure_ascii=False) for node in nodes)
    return f'{{"@context": {head},\n"@graph": [\n{lines}\n]}}\n'


def dataset_of(entry: Entry, files: Files, settings: Settings) -> dict[str, Any]:
    """Return the dataset that an edition is: the numbers of a report, period and area."""
    subject, row = entry.subject, settings.calendar.of(entry.subject.report, entry.subject.period)
    area = settings.areas[subject.area]
    days = {"issued": row.due_on} if row else {}
    if notices := corrections_of(subject, settings):
        days["modified"] = notices[0].dated
    return {
        "@id": f"#{subject.identifier}",
        "@type": "dcat:Dataset",
        "identifier": subject.identifier,
        "title": {
            lang: COMMA[lang].join((entry.title[lang], area.name(lang), subject.period.name(lang)))
            for lang in entry.summary
        },
        "description": {lang: summary_in_words(entry, lang, settings) for lang in entry.summary},
        **{name: str(day) for name, day in days.items()},
        "temporal": {
            "@type": "dct:PeriodOfTime",
            "startDate": str(subject.period.first_day),
            "endDate": str(subject.period.last_day),
        },
        "spatial": f"#{area.code}",
        "language": [_LANGUAGES[lang] for lang in LANGUAGES if lang in entry.summary],
        "publisher": "#publisher",
        "accessRights": _ACCESS[subject.edition],
        "inSeries": _series_id(subject.report, subject.cadence, subject.edition),
        "landingPage": [page.path for page in entry.pages],
        "distribution": [
            _distribution(subject.csv, "text/csv", files),
            _distribution(subject.xlsx, XLSX_TYPE, files),
        ],
    }


def _catalogue(entries: Sequence[Entry], edition: Edition, settings: Settings) -> dict[str, Any]:
    word = settings.terms.text
    titles = {lang: word("page", "home_title", lang) for lang in LANGUAGES}
    if edition != "public":
        titles = {
            lang: COMMA[lang].join((word("page", edition, lang), title))
            for lang, title in titles.items()
        }
    series = dict.fromkeys(
        _series_id(e.subject.report, e.subject.cadence, edition) for e in entries
    )
    return {
        "@id": marked(CATALOGUE_DCAT, edition),
        "@type": "dcat:Catalog",
        "title": titles,
        "description": {lang: word("page", "home_lead", lang) for lang in LANGUAGES},
        "publisher": "#publisher",
        "language": list(_LANGUAGES.values()),
        "homepage": [marked(path, edition) for path in CATALOGUES.values()],
        "accessRights": _ACCESS[edition],
        "dataset": [*series, *(f"#{entry.subject.identifier}" for entry in entries)],
    }


def _publisher(settings: Settings) -> dict[str, Any]:
    office = settings.configuration
    return {
        "@id": "#publisher",
        "@type": "foaf:Organization",
        "name": {lang: office.organisation.name(lang) for lang in LANGUAGES},
        "mbox": f"mailto:{office.contact.email}",
    }


def _place(area: Area) -> dict[str, Any]:
    return {
        "@id": f"#{area.code}",
        "@type": "dct:Location",
        "prefLabel": {lang: area.name(lang) for lang in LANGUAGES},
        "centroid": f"POINT({area.longitude} {area.latitude})",
    }


def _series(
    entries: Sequence[Entry], edition: Edition, settings: Settings
) -> Iterator[dict[str, Any]]:
    """Yield the series: all editions of a report in a cadence."""
    for cadence, reports in titles_of(entries).items():
        names = {lang: settings.terms.text("cadence", cadence, lang) for lang in LANGUAGES}
        for report, title in reports.items():
            both: Mapping[Lang, str] = {
                lang: COMMA[lang].join((title[lang], names[lang])) for lang in LANGUAGES
            }
            yield {
                "@id": _series_id(report, cadence, edition),
                "@type": "dcat:DatasetSeries",
                "title": both,
                "description": both,
                "publisher": "#publisher",
                "theme": f"{_EU}/data-theme/SOCI",
                "spatial": f"#{settings.areas.province.code}",
                "accrualPeriodicity": _FREQUENCIES[cadence],
                "accessRights": _ACCESS[edition],
            }


def _series_id(report: str, cadence: str, edition: Edition) -> str:
    return f"#{cadence}/{report}{marked('', edition)}"


def _distribution(path: str, media_type: str, files: Files) -> dict[str, Any]:
    checksum, size = files[path]
    return {
        "@type": "dcat:Distribution",
        "accessURL": path,
        "downloadURL": path,
        "mediaType": f"{_MEDIA_TYPES}/{media_type}",
        "byteSize": str(size),
        "checksum": {
            "@type": "spdx:Checksum",
            "algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "checksumValue": checksum,
        },
    }


def _context() -> dict[str, Any]:
    context: dict[str, Any] = dict(_PREFIXES)
    for prefix, names in _VOCABULARY.items():
        for name in names:
            term: dict[str, Any] = {"@id": f"{prefix}:{name}"}
            if name in _IRIS:
                term["@type"] = "@id"
            elif name in _TYPES:
                term["@type"] = _TYPES[name]
            if name in _IN_LANGUAGES:
                term["@container"] = "@language"
            context[name] = term
    return context
