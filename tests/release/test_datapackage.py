"""The Data Package: every file is there as it says, and reads as it says."""

import csv
import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from helpers.release.table_schemas import TABLES, table_schema

# What the profile of the standard asks of the parts that are used here.
PACKAGE = {
    "type": "object",
    "required": ["$schema", "name", "resources"],
    "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"},
        "name": {"type": "string", "pattern": r"^[a-z0-9._-]+$"},
        "contributors": {
            "type": "array",
            "items": {"type": "object", "properties": {"roles": {"type": "array"}}},
        },
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "path", "type", "schema", "bytes", "hash", "mediatype"],
                "properties": {
                    "name": {"type": "string", "pattern": r"^[a-z0-9._-]+$"},
                    "path": {"type": "string", "pattern": r"^(?!/)(?!.*\.\.)(?!\w+:).+\.csv$"},
                    "type": {"const": "table"},
                    "bytes": {"type": "integer", "minimum": 1},
                    "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
                    "encoding": {"const": "utf-8"},
                },
            },
        },
    },
}
SCHEMA = {
    "type": "object",
    "required": ["$schema", "fields", "primaryKey", "missingValues"],
    "properties": {
        "fields": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "type", "title", "description"],
                "properties": {
                    "type": {"enum": ["string", "number", "integer", "date"]},
                    "description": {"type": "string", "minLength": 3},
                    "constraints": {
                        "type": "object",
                        "properties": {
                            "required": {"type": "boolean"},
                            "enum": {"type": "array", "minItems": 1, "uniqueItems": True},
                        },
                        "additionalProperties": False,
                    },
                },
            },
        },
        "primaryKey": {"type": "array", "items": {"type": "string"}},
        "missingValues": {"const": [""]},
    },
}
PARSERS: dict[str, Callable[[str], Any]] = {
    "string": str, "number": Decimal, "integer": int, "date": dt.date.fromisoformat,
}  # fmt: skip


def faults_by(schema: dict[str, Any], content: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(schema).iter_errors(content)]


def read_by(schema: dict[str, Any], path: Path) -> list[tuple[Any, ...]]:
    """Return the rows of a CSV as a program reads them that knows nothing but the schema."""
    with path.open(encoding="utf-8", newline="") as file:
        heading, *lines = csv.reader(file)
    fields = schema["fields"]
    assert heading == [field["name"] for field in fields]
    rows = []
    for line in lines:
        row = []
        for text, field in zip(line, fields, strict=True):
            rule = field.get("constraints", {})
            missing = text in schema["missingValues"]
            assert not (missing and rule.get("required")), (path, field["name"], line)
            assert missing or text in rule.get("enum", [text]), (path, field["name"], text)
            row.append(None if missing else PARSERS[field["type"]](text))
        rows.append(tuple(row))
    return rows


def package_of(folder: Path, mark: str = "") -> dict[str, Any]:
    return json.loads((folder / f"data/datapackage{mark}.json").read_text("utf-8"))


@pytest.fixture
def published(project, publish) -> Path:
    publish()
    return project.reports


def test_a_package_keeps_to_its_standard(published):
    package = package_of(published)
    assert faults_by(PACKAGE, package) == []
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    for resource in package["resources"]:
        schema = json.loads((published / "data" / resource["schema"]).read_text("utf-8"))
        assert faults_by(SCHEMA, schema) == []


def test_every_csv_of_a_release_is_described_and_is_as_described(published):
    package = package_of(published)
    described = {f"data/{resource['path']}" for resource in package["resources"]}
    there = {file.relative_to(published).as_posix() for file in published.rglob("*.csv")}
    assert described == there
    for resource in package["resources"]:
        content = (published / "data" / resource["path"]).read_bytes()
        assert len(content) == resource["bytes"]
        assert f"sha256:{hashlib.sha256(content).hexdigest()}" == resource["hash"]


def test_every_csv_reads_by_its_schema_and_no_key_is_twice(published):
    rows_read = 0
    for resource in package_of(published)["resources"]:
        schema = json.loads((published / "data" / resource["schema"]).read_text("utf-8"))
        rows = read_by(schema, published / "data" / resource["path"])
        names = [field["name"] for field in schema["fields"]]
        places = [names.index(name) for name in schema["primaryKey"]]
        keys = [tuple(row[place] for place in places) for row in rows]
        assert len(set(keys)) == len(keys), resource["path"]
        rows_read += len(rows)
    assert rows_read


def test_the_internal_edition_has_a_package_of_its_own(project, publish):
    publish(edition="internal")
    folder = project.folder_of("internal")
    package = package_of(folder, "-internal")
    assert package["edition"] == "internal"
    assert package["title"].startswith("Internal edition")
    for resource in package["resources"]:
        assert re.search(r"-internal\.(csv|json)$", resource["path"])
        assert resource["schema"].endswith("-internal.json")
        assert (folder / "data" / resource["schema"]).is_file()


@pytest.mark.parametrize("code", TABLES)
def test_every_column_says_what_it_means_in_both_languages(settings, code):
    schema = json.loads(table_schema(TABLES[code], settings))
    assert faults_by(SCHEMA, schema) == []
    names = {field["name"] for field in schema["fields"]}
    assert names >= {*schema["primaryKey"], *TABLES[code].types, *TABLES[code].may_be_empty}
    for field in schema["fields"]:
        for said in field["translations"].values():
            assert said["title"] and said["description"]
