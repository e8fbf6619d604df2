"""From where on an amount is odd, a unit in doubt, a total wrong."""

import pytest
from delivery.benches import lay, noted

from helpers.delivery.plausibility import check_amounts, wrong_totals
from helpers.delivery.workbench import workbench

SCALE = 9_937_200  # of a household of one in 1403


@pytest.fixture
def bench(tmp_path):
    with workbench(tmp_path) as made:
        yield made


def pay(bench, *amounts):
    rows = [
        {
            "payment_id": str(number), "month": "1403-07", "kind": "regular",
            "household_size": 1, "amount_rials": amount,
        }
        for number, amount in enumerate(amounts)
    ]  # fmt: skip
    lay(bench, {"pension_payments": rows})


@pytest.fixture
def scale(settings):
    return settings.reference / "pension_scale.csv"


@pytest.mark.parametrize(
    ("amount", "is_odd"),
    [(SCALE, False), (SCALE // 5 + 1, False), (SCALE // 5, True), (5 * SCALE - 1, False),
     (5 * SCALE, True)],
)  # fmt: skip
def test_an_amount_is_odd_from_five_times_on(bench, scale, amount, is_odd):
    pay(bench, amount)
    assert check_amounts(bench, scale) == []
    assert noted(bench, "W213") == [("amount_rials", 2)] * is_odd


@pytest.mark.parametrize(("far", "right", "in_doubt"), [(5, 5, [1]), (4, 6, []), (9, 0, [])])
def test_a_unit_is_in_doubt_if_half_of_ten_are_far(bench, scale, far, right, in_doubt):
    pay(bench, *[SCALE // 10] * far, *[SCALE] * right)
    assert check_amounts(bench, scale) == in_doubt


@pytest.mark.parametrize(
    ("totals", "wrong"),
    [
        ({5: {"amount_rials": 60}}, []),
        ({5: {"amount_rials": 61}}, [("amount_rials", 5)]),
        ({4: {"amount_rials": 30}, 6: {"amount_rials": 30}}, []),
        ({4: {"amount_rials": 30}, 6: {"amount_rials": 60}}, []),
        ({4: {}, 6: {"amount_rials": 20}}, [("amount_rials", 6)]),
    ],
)
def test_a_total_is_of_all_rows_above_or_of_those_since_the_last_one(bench, totals, wrong):
    pay(bench, 10, 20, 30)  # rows 2 to 4; a total of row 4 stands for one between
    if 4 in totals:
        bench.run("UPDATE sent_pension_payments SET source_row = 5 WHERE source_row = 4")
    assert wrong_totals(bench, 1, "pension_payments", totals) == wrong
