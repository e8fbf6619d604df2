"""What is known of the register once a delivery is in it."""

import dataclasses
from collections import Counter

from helpers.delivery.before import Before
from helpers.delivery.receipt import Receipt
from helpers.delivery.workbench import Workbench
from helpers.domain.deliveries import Deliveries
from helpers.domain.periods import Span, parse_month
from helpers.register.about import RegisterAbout

# Warnings of a delivery, that say nothing of the rows of the register.
_OF_THE_DELIVERY = ("W201", "W202", "W214", "W215", "W216")


def about_now(bench: Workbench, before: Before, receipt: Receipt) -> RegisterAbout:
    """Return what is known: the months covered are those of the regular payments."""
    [(first, last)] = bench.run(
        "SELECT min(month), max(month) FROM now_pension_payments WHERE kind = 'regular'"
    )
    earlier = before.about
    warnings = Counter(
        dict(bench.run("SELECT code, count(*) FROM faults WHERE code LIKE 'W%' GROUP BY code"))
    )
    for code in _OF_THE_DELIVERY:
        warnings[code] = receipt.warnings.get(code, 0)
        warnings[code] += earlier.warnings.get(code, 0) if earlier else 0
    about = RegisterAbout(
        synthetic=False,
        first_month=parse_month(first),
        last_month=parse_month(last),
        warnings={code: count for code, count in sorted(warnings.items()) if count},
    )
    known = earlier.deliveries if earlier else Deliveries()
    deliveries = Deliveries(
        first_on=known.first_on or receipt.received_on,
        rows=dict(Counter(known.rows) + Counter(receipt.rows_read)),
        cleaned=dict(Counter(known.cleaned) + Counter(receipt.cleaned)),
        received=_received(bench, about, known, receipt.received_on),
    )
    return dataclasses.replace(about, deliveries=deliveries)


def _received(
    bench: Workbench, about: RegisterAbout, known: Deliveries, today: str
) -> dict[str, dict[str, str]]:
    """Return for each month covered when the payments of each county arrived first."""
    paid = set(bench.run(_PAID))
    opened = bench.run(_OPEN)
    return {
        str(month): {
            county: known.received.get(str(month), {}).get(county) or today
            if (county, str(month)) in paid
            else ""
            for county, first, last in sorted(opened)
            if first <= month.last_day and month.first_day <= last
        }
        for month in Span(about.first_month, about.last_month)
    }


_OPEN = """
    SELECT county, min(opened_on), max(coalesce(closed_on, DATE '9999-12-31'))
    FROM now_case_files GROUP BY county
"""
# Few files were ever open in two counties; only for those the day decides.
_PAID = """
    WITH paid AS (
        SELECT case_id, month FROM now_pension_payments WHERE kind = 'regular'),
    settled AS (
        SELECT case_id, any_value(county) AS county FROM now_case_files
        GROUP BY case_id HAVING count(DISTINCT county) = 1)
    SELECT DISTINCT county, month FROM paid JOIN settled USING (case_id)
    UNION
    SELECT DISTINCT s.county, p.month
    FROM (FROM paid ANTI JOIN settled USING (case_id)) p JOIN months m USING (month)
    ASOF JOIN now_case_files s ON p.case_id = s.case_id AND m.last_day >= s.opened_on
"""
