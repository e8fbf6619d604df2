"""The columns of every kind of CSV of a release, as Table Schemas of the Frictionless standard."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from helpers.domain.codelists import BREAKDOWNS, TOTAL
from helpers.domain.deliveries import Fact
from helpers.domain.persian import LANGUAGES
from helpers.domain.structure import COLUMNS, CONF_STATUS, KEY, OBS_STATUS, STATISTICS
from helpers.domain.terms import Term
from helpers.domain.vintages import PAST_COLUMNS
from helpers.release.agreement import Agreement
from helpers.release.quality import QUALITY_COLUMNS
from helpers.release.revisions import PUBLICATION_COLUMNS, REVISION_COLUMNS
from helpers.settings import Settings

SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"


@dataclass(frozen=True)
class Table:
    """One kind of CSV.

    Attributes
    ----------
    code
        Of the word that names it.
    key
        The columns that tell its rows apart.
    types
        Of the columns that are no text.
    may_be_empty
        The columns that not every row fills.
    """

    code: str
    columns: Sequence[str]
    key: Sequence[str]
    types: Mapping[str, str] = field(default_factory=dict)
    may_be_empty: Collection[str] = ()


_DAYS = {"period_start": "date", "period_end": "date"}
_AGREEMENT_KEY = ("statistic", "breakdown", "category", "area", "dated", "publisher", "url")
TABLES = {
    table.code: table
    for table in (
        Table("numbers", COLUMNS, KEY, {"value": "number", **_DAYS}, ("value", "note")),
        Table(
            "earlier", PAST_COLUMNS, (*KEY, "publication"),
            {"value": "number", "publication": "integer"}, ("value",),
        ),
        Table(
            "deliveries", Fact._fields, ("indicator", "period", "code"),
            {"value": "integer", "below": "integer"}, ("period", "code", "value", "below"),
        ),
        Table(
            "revisions", REVISION_COLUMNS, (*KEY, "publication"),
            {"value": "number", "previous": "number", "publication": "integer"},
        ),
        Table(
            "publications", PUBLICATION_COLUMNS, ("publication",),
            dict.fromkeys(("publication", "new", "revised"), "integer"), ("register",),
        ),
        Table(
            "quality", QUALITY_COLUMNS, ("report", "cadence", "indicator"), {"value": "number"}
        ),
        Table(
            "published_figures", [each.name for each in fields(Agreement)], _AGREEMENT_KEY,
            {"dated": "date",
             **dict.fromkeys(("published", "ours", "difference", "implied"), "number")},
            ("period", "ours", "difference", "implied", "url", "file"),
        ),
    )
}  # fmt: skip


def table_schema(table: Table, settings: Settings) -> str:
    """Return the schema of a kind of CSV as JSON; what a column means in each language."""
    content = {
        "$schema": SCHEMA,
        "fields": [_field(name, table, settings) for name in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _field(name: str, table: Table, settings: Settings) -> dict[str, Any]:
    term = _term(name, settings)
    constraints: dict[str, Any] = {} if name in table.may_be_empty else {"required": True}
    if codes := _codes(name, settings):
        constraints["enum"] = codes
    return {
        "name": name,
        "type": table.types.get(name, "string"),
        "title": term.en,
        "description": term.definition_en,
        "translations": {
            lang: {"title": term.text(lang), "description": term.definition(lang)}
            for lang in LANGUAGES
        },
        **({"constraints": constraints} if constraints else {}),
    }


def _term(name: str, settings: Settings) -> Term:
    kind = "column" if name in COLUMNS else "field"
    return settings.terms[kind, name]


def _codes(name: str, settings: Settings) -> list[str]:
    """Return the codes that a column holds; none where it holds others too."""
    categories = {code for codes in BREAKDOWNS.values() for code in codes}
    return {
        "statistic": list(STATISTICS),
        "area": settings.areas.codes,
        "breakdown": [TOTAL, *(name for name in BREAKDOWNS if name != TOTAL)],
        "category": sorted({TOTAL, *categories}),
        "obs_status": list(OBS_STATUS.values()),
        "conf_status": list(CONF_STATUS.values()),
    }.get(name, [])
