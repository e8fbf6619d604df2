"""A second, naive count of every base statistic: loops over periods and days, no events, no SQL.

Written from the definitions alone. It shares with the package only the calendar, the code lists
and the names of the columns.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from statistics import median

import pandas as pd
from persiantools.jdatetime import JalaliDate
from scenario import Scenario

from helpers.domain.numbers import round_half_up
from helpers.domain.periods import Month, Year, parse_month

Row = dict
Scale = dict[tuple[str, str], int]
DAYS_IN_MONTH = 30.436875


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """Return the rows as dictionaries, None where empty."""
    plain = frame.astype(object)
    return plain.where(plain.notna(), None).to_dict("records")


@cache
def same_day_later(day: dt.date, months: int) -> dt.date:
    """Return the same day of the month so many months later, or that month's last day."""
    solar = JalaliDate(day)
    later = Month(solar.year, solar.month) + months
    return later.first_day + dt.timedelta(days=min(solar.day, later.days) - 1)


@cache
def years_between(since: dt.date, end: dt.date) -> int:
    years = 0
    while same_day_later(since, 12 * (years + 1)) <= end:
        years += 1
    return years


def age_group(birth: dt.date | None, end: dt.date) -> str:
    if birth is None:
        return "unknown"
    age = years_between(birth, end)
    for limit, name in (
        (25, "under_25"), (35, "25_34"), (45, "35_44"), (55, "45_54"), (65, "55_64"),
    ):  # fmt: skip
        if age < limit:
            return name
    return "65_plus"


def duration(since: dt.date, end: dt.date) -> str:
    years = years_between(since, end)
    for limit, name in ((1, "under_1"), (2, "1_2"), (5, "2_5"), (10, "5_10")):
        if years < limit:
            return name
    return "10_plus"


def size(members: int) -> str:
    return "5+" if members >= 5 else str(members)


class Oracle:
    """The true values: ``cells`` by key, ``contributors`` and ``top_two`` of the sums."""

    def __init__(self, scenario: Scenario, scale: Scale, province: str) -> None:
        self.files = rows_of(scenario.case_files)
        self.payments = rows_of(scenario.pension_payments)
        self.students = rows_of(scenario.students)
        self.scale, self.province = scale, province
        self.first, self.last = scenario.first, scenario.last
        self.months = scenario.about.months
        self.years = scenario.about.years
        self.spells: dict[str, list[Row]] = defaultdict(list)
        for row in sorted(self.files, key=lambda row: row["opened_on"]):
            self.spells[row["case_id"]].append(row)
        self.payments_of: dict[str, list[Row]] = defaultdict(list)
        for payment in self.payments:
            self.payments_of[payment["month"]].append(payment)
        self.regular = {
            (p["case_id"], p["month"]): p
            for p in self.payments
            if p["kind"] == "regular" and p["amount_rials"] > 0
        }
        self.first_paid: dict[str, str] = {}
        for case_id, month in sorted(self.regular, key=lambda key: key[1]):
            self.first_paid.setdefault(case_id, month)
        self.cells: dict[tuple[str, ...], float] = defaultdict(int)
        self.contributors: dict[tuple[str, ...], int] = {}
        self.top_two: dict[tuple[str, ...], float] = {}
        for period in (*self.months, *self.years):
            self.count_files(period)
            self.count_pensions(period)
            self.count_students(period)
        for year in self.years:
            self.count_openings_closed(year)
            self.count_students_in_year(year)
            if (Month(year.year - 1, 7)) >= self.first:
                self.count_school_year(year)

    # -- telling --------------------------------------------------------------------------

    def tell(self, statistic: str, period: object, rows: Iterable[Row], *breakdowns: str) -> None:
        for row in rows:
            for area in (self.province, row["area"]):
                self.cells[statistic, str(period), area, "all", "all"] += 1
                for name in breakdowns:
                    if row[name] is not None:
                        self.cells[statistic, str(period), area, name, row[name]] += 1

    def tell_sum(
        self, statistic: str, period: object, rows: Iterable[Row], *breakdowns: str
    ) -> None:
        by_file: dict = defaultdict(lambda: defaultdict(int))
        for row in rows:
            for area in (self.province, row["area"]):
                for name in ("all", *breakdowns):
                    category = "all" if name == "all" else row[name]
                    key = (statistic, str(period), area, name, category)
                    by_file[key][row["case_id"]] += row["amount"]
        for key, amounts in by_file.items():
            sizes = sorted(map(abs, amounts.values()), reverse=True)
            self.cells[key] = sum(amounts.values())
            self.contributors[key] = len(amounts)
            self.top_two[key] = sum(sizes[:2]) / sum(sizes) if sum(sizes) else 0.0

    def spell_at(self, case_id: str, end: dt.date, *, also_before: bool = False) -> Row | None:
        before = [row for row in self.spells[case_id] if row["opened_on"] <= end]
        if before:
            return before[-1]
        return self.spells[case_id][0] if also_before else None

    def described(self, spell: Row, end: dt.date) -> Row:
        female = spell["head_sex"] == "female"
        return {
            "case_id": spell["case_id"],
            "area": spell["county"],
            "residence": spell["residence"],
            "head_sex": spell["head_sex"],
            "household_size": size(spell["household_size"]),
            "headship_cause": (spell["headship_cause"] or "unknown") if female else None,
            "head_age_group": age_group(spell["head_birth_date"], end),
            "open_duration": duration(spell["opened_on"], end),
        }

    # -- case files -----------------------------------------------------------------------

    def count_files(self, period: Month | Year) -> None:
        start, end = period.first_day, period.last_day
        now = [spell for case_id in self.spells if (spell := self.spell_at(case_id, end))]
        active = [s for s in now if s["closed_on"] is None or s["closed_on"] > end]
        inactive = [s for s in now if s["closed_on"] and s["closed_on"] <= end]
        everything, opened, reopened, closed = [], [], [], []
        for rows in self.spells.values():
            for number, spell in enumerate(rows):
                if start <= spell["opened_on"] <= end:
                    (reopened if number else opened).append(self.described(spell, end))
                if spell["closed_on"] and start <= spell["closed_on"] <= end:
                    reason = {"closure_reason": spell["closure_reason"]}
                    closed.append(self.described(spell, end) | reason)
        everything = [self.described(spell, end) for spell in now]
        self.tell("files_total", period, everything, "residence")
        self.tell(
            "files_active", period, [self.described(spell, end) for spell in active],
            "residence", "household_size", "head_sex", "headship_cause", "head_age_group",
            "open_duration",
        )  # fmt: skip
        self.tell("files_inactive", period, [self.described(spell, end) for spell in inactive])
        self.tell("files_opened", period, opened, "residence", "headship_cause")
        self.tell("files_reopened", period, reopened)
        self.tell("files_closed", period, closed, "closure_reason")
        areas: dict[str, list[int]] = defaultdict(list)
        for spell in active:
            for area in (self.province, spell["county"]):
                areas[area].append((end - spell["opened_on"]).days)
        for area, days in areas.items():
            key = ("median_months_open", str(period), area, "all", "all")
            self.cells[key] = int(round_half_up(median(days) / DAYS_IN_MONTH))
            self.contributors[key] = len(days)

    def count_openings_closed(self, year: Year) -> None:
        for spells in self.spells.values():
            spell = spells[0]
            if not year.first_day <= spell["opened_on"] <= year.last_day:
                continue
            for months in (12, 24, 36):
                limit = same_day_later(spell["opened_on"], months)
                if spell["closed_on"] and spell["closed_on"] <= limit:
                    for area in (self.province, spell["county"]):
                        key = ("files_closed_within", str(year), area, "within_months", str(months))
                        self.cells[key] += 1

    # -- pensions -------------------------------------------------------------------------

    def paid_to_women(self, month: str, kinds: tuple[str, ...]) -> list[Row]:
        end = parse_month(month).last_day
        rows = []
        for payment in self.payments_of[month]:
            if payment["kind"] not in kinds:
                continue
            spell = self.spell_at(payment["case_id"], end, also_before=True)
            assert spell is not None
            if spell["head_sex"] == "female":
                rows.append(
                    self.described(spell, end)
                    | {
                        "household_size": size(payment["household_size"]),
                        "kind": payment["kind"],
                        "amount": payment["amount_rials"],
                        "month": month,
                    }
                )
        return rows

    def recipients(self, months: list[str]) -> dict[str, Row]:
        """Return each recipient's last payment among the months."""
        return {
            row["case_id"]: row
            for month in sorted(months)
            for row in self.paid_to_women(month, ("regular",))
            if row["amount"] > 0
        }

    def count_pensions(self, period: Month | Year) -> None:
        months = self.texts(period)
        recipients = self.recipients(months)
        self.tell(
            "pension_recipients", period, recipients.values(),
            "headship_cause", "household_size", "head_age_group", "residence",
        )  # fmt: skip
        if str(self.first) not in months:
            new = [row for row in recipients.values() if self.first_paid[row["case_id"]] in months]
            self.tell("pension_awards", period, new, "headship_cause")
        if period not in (self.first, *self.years[:1]):
            gone = []
            for case_id in self.recipients(self.texts(period.previous())):
                if not any((case_id, month) in self.regular for month in months):
                    spell = self.spell_at(case_id, period.last_day, also_before=True)
                    assert spell is not None
                    gone.append({"area": spell["county"]})
            self.tell("pension_terminations", period, gone)
        kinds = ("regular", "arrears", "correction")
        paid = [row for month in months for row in self.paid_to_women(month, kinds)]
        self.tell_sum("pension_amount", period, paid, "kind", "household_size")
        regular = [row for row in paid if row["kind"] == "regular" and row["amount"] > 0]
        self.tell_sum("pension_regular_amount", period, regular, "household_size")
        self.count_against_scale(period, recipients, regular)

    def count_against_scale(
        self, period: Month | Year, recipients: dict[str, Row], regular: list[Row]
    ) -> None:
        months = self.texts(period)
        if all((month, "1") in self.scale for month in months):
            for name, sign in (("below", -1), ("above", 1)):
                different = [
                    row
                    for row in recipients.values()
                    if sign * (row["amount"] - self.scale[row["month"], row["household_size"]]) > 0
                ]
                self.tell(f"pension_{name}_scale", period, different, "household_size")
        missing = [
            row | {"amount": self.scale[key] - row["amount"]}
            for row in regular
            if (key := (row["month"], row["household_size"])) in self.scale
            and self.scale[key] > row["amount"]
        ]
        self.tell_sum("pension_shortfall", period, missing)

    # -- students -------------------------------------------------------------------------

    def running_at(self, end: dt.date) -> list[Row]:
        return [
            self.supported(row, end)
            for row in self.students
            if row["support_start"] <= end
            and (row["support_end"] is None or row["support_end"] > end)
        ]

    def supported(self, row: Row, end: dt.date) -> Row:
        spell = self.spell_at(row["case_id"], end, also_before=True)
        assert spell is not None
        return {
            **row,
            "area": row["county"],
            "residence": spell["residence"],
            "end_reason": row["end_reason"] or "unknown",
            "amount": row["support_rials"],
        }

    def count_students(self, period: Month | Year) -> None:
        start, end = period.first_day, period.last_day
        running = self.running_at(end)
        assert len({row["student_id"] for row in running}) == len(running)
        self.tell("students_supported", period, running, "level", "stage", "sex", "residence")
        for level in ("school", "university"):
            of_level = [row for row in running if row["level"] == level]
            self.tell(f"{level}_students", period, of_level, "stage", "sex")
        started, ended = self.begun_and_ended(start, end)
        self.tell("students_started", period, started, "level")
        self.tell("students_ended", period, ended, "level", "end_reason")
        paid = [row for row in started if row["amount"] is not None]
        self.tell_sum("support_amount", period, paid, "level")

    def begun_and_ended(self, start: dt.date, end: dt.date) -> tuple[list[Row], list[Row]]:
        rows = [self.supported(row, end) for row in self.students]
        started = [row for row in rows if start <= row["support_start"] <= end]
        ended = [row for row in rows if row["support_end"] and start <= row["support_end"] <= end]
        return started, ended

    def count_students_in_year(self, year: Year) -> None:
        last: dict[str, Row] = {}
        for row in sorted(self.students, key=lambda row: row["support_start"]):
            begun = row["support_start"] <= year.last_day
            if begun and (row["support_end"] is None or row["support_end"] >= year.first_day):
                last[row["student_id"]] = row | {"area": row["county"]}
        self.tell("students_in_year", year, last.values(), "level", "sex")

    def count_school_year(self, year: Year) -> None:
        mehr, shahrivar = Month(year.year - 1, 7), Month(year.year, 6)
        started, ended = self.begun_and_ended(mehr.first_day, shahrivar.last_day)
        khordad = Month(year.year, 3)
        for name, rows in (
            ("started", started),
            ("ended", ended),
            ("mehr", self.running_at(mehr.last_day)),
            ("khordad", self.running_at(khordad.last_day)),
        ):
            self.tell(f"school_year_{name}", year, rows, "level", "stage")

    @staticmethod
    def texts(period: Month | Year) -> list[str]:
        return [str(month) for month in getattr(period, "months", (period,))]
