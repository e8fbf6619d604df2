"""From which count of the register each edition of a release was made.

A release holds editions of many months. Those that were made from the same count must agree; one
that was made from an earlier count may hold what has been revised since.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from helpers.domain.about import About
from helpers.release.count import Table
from helpers.settings import Settings

COUNTS, EDITIONS = "counts", "editions"


@dataclass(frozen=True)
class Origin:
    """The origin of every edition of a release.

    Attributes
    ----------
    editions
        The count of each edition, by its name: the digest of the published table.
    counts
        What is known of each count: the register, the protection, the bases of rates.
    now
        The count at hand.
    """

    editions: Mapping[str, str]
    counts: Mapping[str, Mapping[str, Any]]
    now: str


def origin_of(
    editions: Mapping[str, str], table: Table, before: Mapping[str, Any], settings: Settings
) -> Origin:
    """Return the origin of the editions of a release.

    Parameters
    ----------
    editions
        The digest of the published table behind each edition; empty where it is not known.
    table
        The count at hand.
    before
        The manifest of the release before: it describes the counts before this one.
    """
    known = before.get(COUNTS, {}) | {table.digest: described_count(table.about, settings)}
    used = sorted({count for count in editions.values() if count in known})
    return Origin(
        {name: editions[name] for name in sorted(editions)},
        {count: known[count] for count in used},
        table.digest,
    )


def described_count(about: About, settings: Settings) -> dict[str, Any]:
    """Return what must be known of a count to compare what was made from it.

    Rows that were delivered again leave the register as it is, and yet pages speak of it.
    """
    delivered = json.dumps([asdict(about.deliveries), about.warnings], sort_keys=True)
    digest = hashlib.sha256(delivered.encode()).hexdigest()
    return {
        **({"deliveries": digest} if about.deliveries.first_on else {}),
        "register": about.fingerprint,
        "first_month": str(about.first_month),
        "last_month": str(about.last_month),
        "policy": settings.configuration.disclosure.model_dump(),
        "rate_bases": rate_bases(settings),
    }


def rate_bases(settings: Settings) -> dict[str, dict[str, str]]:
    """Return of how many inhabitants, or households headed by women, the rates are, by area."""
    province = settings.configuration.province
    inhabitants = {
        area.code: str(area.population[province.population_year])
        for area in settings.areas
        if province.population_year in area.population
    }
    whole, year = settings.areas.province, province.households_year
    women = {}
    if year in whole.households:
        share = Decimal(repr(province.female_headed_share)) / 100
        women[whole.code] = str((whole.households[year] * share).normalize())
    return {"active_per_1000": inhabitants, "pension_per_1000_fhh": women}
