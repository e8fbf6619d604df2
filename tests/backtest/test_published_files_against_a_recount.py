"""Every count in the published files is what a recount finds, under the published policy."""

import pytest
from backtest.recount import recount

from helpers.domain.periods import Period, parse_period
from helpers.domain.structure import STATISTICS

REPORTS = ("caseload", "pensions", "students")
SUMS = {"pension_regular_amount", "support_amount"}
EXPLAINED = {"confidential", "from_confidential", "few_contributors", "dominant_contributors"}


def published(release, period: Period, area: str) -> dict:
    cadence = period.cadence
    rows = {}
    for report in REPORTS:
        path = release.folder / "data" / cadence / str(period) / area / f"{report}.csv"
        for row in release.csv(path):
            if row["period"] == str(period) and row["area"] == area:
                rows[row["statistic"], row["breakdown"], row["category"]] = row
    return rows


@pytest.fixture(scope="module", params=["1403-07", "1402"])
def period(request) -> Period:
    return parse_period(request.param)


def test_the_province_totals_are_exactly_those_of_the_recount(release, period):
    rows = published(release, period, release.settings.areas.province.code)
    counts = recount(release, period, None)
    totals = [
        key for key in counts if key in rows and (key[1] == "all" or rows[key]["note"] == "exact")
    ]
    assert len(totals) >= 14
    for key in totals:
        assert float(rows[key]["value"]) == pytest.approx(counts[key], abs=0.5), key


def test_every_other_count_is_hidden_or_rounded_as_the_policy_says(release, period):
    for area in (release.settings.areas.province.code, release.smallest):
        is_province = area != release.smallest
        rows = published(release, period, area)
        counts = recount(release, period, None if is_province else area)
        checked = 0
        for key, row in rows.items():
            statistic, breakdown, _ = key
            known = statistic in {code for code, _, _ in counts} and (
                breakdown == "all" or any(k[:2] == key[:2] for k in counts)
            )
            # The levels of students are totals of the province elsewhere: one fact, one number.
            exact = is_province and (breakdown == "all" or row["note"] == "exact")
            left_out = row["note"] == "not_broken_down"
            if STATISTICS[statistic].kind != "count" or not known or exact or left_out:
                continue
            true = counts.get(key, 0)
            checked += 1
            if row["conf_status"] == "C":
                assert set(row["note"].split()) & EXPLAINED, key
                assert 1 <= true < 5 or row["note"] == "confidential", key
            else:
                assert float(row["value"]) == 5 * ((true + 2) // 5), key
                assert true == 0 or true >= 5, key
        assert checked > 40


def test_amounts_below_the_province_are_rounded_to_what_a_few_people_get(release, period):
    rows = published(release, period, release.smallest)
    counts = recount(release, period, release.smallest)
    for code in SUMS:
        row = rows[code, "all", "all"]
        if row["value"]:
            assert len(row["value"].rstrip("0")) <= 3
            assert float(row["value"]) == pytest.approx(counts[code, "all", "all"], rel=0.1)


def test_shares_are_those_of_the_published_counts_not_of_the_true_ones(release, period):
    for area in (release.settings.areas.province.code, release.smallest):
        rows = published(release, period, area)
        active, total, share = (
            rows[code, "all", "all"]["value"]
            for code in ("files_active", "files_total", "active_share")
        )
        assert float(share) == pytest.approx(100 * float(active) / float(total), abs=0.0501)
