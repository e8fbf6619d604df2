"""The catalogue for other catalogues: every term known, every node there, every file counted."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from editions import REPORTS, entries_of, files_of

from helpers.domain.periods import Month, Year
from helpers.release.dcat import catalogue_dcat

PERIODS = [Month(1403, 7), Year(1402)]
DATASET = {
    "title", "description", "publisher", "language", "temporal", "spatial", "distribution",
    "inSeries", "landingPage", "accessRights", "identifier",
}  # fmt: skip


@pytest.fixture(scope="module")
def entries(settings):
    return entries_of(settings, PERIODS, reports=REPORTS)


@pytest.fixture(scope="module")
def catalogue(settings, entries) -> dict[str, Any]:
    return json.loads(catalogue_dcat(entries, files_of(entries), "public", settings))


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every node, those within others too; not the texts by language."""
    if isinstance(value, list):
        for each in value:
            yield from nodes(each)
    elif isinstance(value, dict) and ("@type" in value or "@graph" in value):
        yield value
        for inside in value.values():
            yield from nodes(inside)


def of_type(catalogue, name):
    return [node for node in nodes(catalogue["@graph"]) if node["@type"] == name]


def test_every_term_has_a_meaning(catalogue):
    context = catalogue["@context"]
    for node in nodes(catalogue["@graph"]):
        assert {name for name in node if not name.startswith("@")} <= context.keys()
        prefix, _, name = node["@type"].partition(":")
        assert name and urlsplit(context[prefix]).netloc
    for name, term in context.items():
        if isinstance(term, dict):
            assert term["@id"].partition(":")[0] in context, name


def test_what_a_node_refers_to_is_there(catalogue):
    known = [node["@id"] for node in catalogue["@graph"]]
    assert len(set(known)) == len(known)
    named = [
        value
        for node in nodes(catalogue["@graph"])
        for name in ("publisher", "spatial", "inSeries", "dataset")
        for value in ([node[name]] if isinstance(node.get(name), str) else node.get(name, ()))
    ]
    assert named and set(named) <= set(known)


def test_every_edition_is_a_dataset_of_a_series(catalogue, entries):
    datasets = {node["identifier"]: node for node in of_type(catalogue, "dcat:Dataset")}
    assert datasets.keys() == {entry.subject.identifier for entry in entries}
    assert all(node.keys() >= DATASET for node in datasets.values())
    (whole,) = of_type(catalogue, "dcat:Catalog")
    assert set(whole["dataset"]) > {node["@id"] for node in datasets.values()}


def test_a_series_says_how_often_it_appears(catalogue):
    series = {node["@id"]: node for node in of_type(catalogue, "dcat:DatasetSeries")}
    assert {name: node["accrualPeriodicity"][-7:] for name, node in series.items()} == {
        "#monthly/caseload": "MONTHLY", "#monthly/pensions": "MONTHLY",
        "#annual/caseload": "/ANNUAL", "#annual/pensions": "/ANNUAL",
    }  # fmt: skip


def test_a_dataset_is_told_by_time_place_and_language(catalogue, settings):
    code = settings.areas.counties[0].code
    dataset = next(
        node for node in of_type(catalogue, "dcat:Dataset")
        if node["identifier"] == f"monthly/1403-07/{code}/caseload"
    )  # fmt: skip
    assert dataset["temporal"]["startDate"] == "2024-09-22"
    assert dataset["temporal"]["endDate"] == "2024-10-21"
    assert dataset["spatial"] == f"#{code}"
    assert [language[-3:] for language in dataset["language"]] == ["FAS", "ENG"]
    assert dataset["title"]["en"].startswith("Caseload, ")
    assert dataset["issued"] == str(settings.calendar.of("caseload", Month(1403, 7)).due_on)


def test_every_download_has_its_size_and_checksum(catalogue, entries):
    files = files_of(entries)
    found = {
        each["downloadURL"]: (each["checksum"]["checksumValue"], int(each["byteSize"]))
        for each in of_type(catalogue, "dcat:Distribution")
    }
    wanted = {p for entry in entries for p in (entry.subject.csv, entry.subject.xlsx)}
    assert found == {path: files[path] for path in wanted}


def test_the_internal_edition_is_not_public(settings):
    entries = entries_of(settings, PERIODS, edition="internal")
    text = catalogue_dcat(entries, files_of(entries), "internal", settings)
    assert "access-right/PUBLIC" not in text
    (whole,) = of_type(json.loads(text), "dcat:Catalog")
    assert whole["title"]["en"].startswith("Internal edition")
    assert whole["@id"] == "catalogue-internal.jsonld"
