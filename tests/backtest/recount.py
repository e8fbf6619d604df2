"""A recount of the register with nothing but pandas and the published definitions.

It knows neither the expressions of the package nor its protection: what it finds for one period
and one area is compared with the files that were published.
"""

from dataclasses import dataclass

import pandas as pd
from persiantools.jdatetime import JalaliDate

TOTAL = ("all", "all")
Cells = dict[tuple[str, str, str], float]


def solar(day) -> tuple[int, int, int]:
    date = JalaliDate(pd.Timestamp(day).date())
    return date.year, date.month, date.day


def completed_years(since, end) -> int:
    (y0, m0, d0), (y1, m1, d1) = solar(since), solar(end)
    last_of_esfand = (m1, d1) == (12, 29)
    return y1 - y0 - ((m1, d1) < (m0, d0) and not (last_of_esfand and (m0, d0) == (12, 30)))


def size_group(size) -> str:
    return "5+" if size >= 5 else str(int(size))


def age_group(birth, end) -> str:
    if pd.isna(birth):
        return "unknown"
    age = completed_years(birth, end)
    groups = [(25, "under_25"), (35, "25_34"), (45, "35_44"), (55, "45_54"), (65, "55_64")]
    return next((name for limit, name in groups if age < limit), "65_plus")


def duration_group(since, end) -> str:
    years = completed_years(since, end)
    groups = [(1, "under_1"), (2, "1_2"), (5, "2_5"), (10, "5_10")]
    return next((name for limit, name in groups if years < limit), "10_plus")


@dataclass
class Recount:
    """The counts of one area over the months ``first`` to ``last`` (Gregorian days, both in)."""

    files: pd.DataFrame
    payments: pd.DataFrame
    students: pd.DataFrame
    county: str | None
    start: pd.Timestamp
    end: pd.Timestamp
    months: list[str]

    def __post_init__(self):
        files = self.files.copy()
        for column in ("opened_on", "closed_on", "head_birth_date"):
            files[column] = pd.to_datetime(files[column])
        files = files.sort_values(["case_id", "opened_on"])
        files["is_first"] = ~files["case_id"].duplicated()
        self.files = files
        self.students = self.students.copy()
        for column in ("support_start", "support_end"):
            self.students[column] = pd.to_datetime(self.students[column])

    def here(self, frame):
        return frame if self.county is None else frame[frame["county"] == self.county]

    def at(self, end, until_first=False):
        """The spell of each file in force at a day: running, or the last one before."""
        known = self.files[
            (self.files["opened_on"] <= end) | (until_first & self.files["is_first"])
        ]
        return known.groupby("case_id").tail(1).set_index("case_id")

    def in_period(self, days):
        return (days >= self.start) & (days <= self.end)

    @staticmethod
    def tell(cells: Cells, statistic: str, frame, *breakdowns) -> None:
        cells[statistic, *TOTAL] = len(frame)
        for breakdown in breakdowns:
            for category, number in frame[breakdown].value_counts().items():
                cells[statistic, breakdown, str(category)] = int(number)

    def caseload(self) -> Cells:
        cells: Cells = {}
        now = self.here(self.at(self.end)).copy()
        active = now[now["closed_on"].isna() | (now["closed_on"] > self.end)].copy()
        active["household_size"] = active["household_size"].map(size_group)
        active["head_age_group"] = [age_group(b, self.end) for b in active["head_birth_date"]]
        active["open_duration"] = [duration_group(o, self.end) for o in active["opened_on"]]
        self.tell(cells, "files_total", now, "residence")
        self.tell(
            cells, "files_active", active,
            "residence", "household_size", "head_sex", "head_age_group", "open_duration",
        )  # fmt: skip
        women = active[active["head_sex"] == "female"]
        causes = women["headship_cause"].fillna("unknown").value_counts()
        cells.update({("files_active", "headship_cause", c): int(n) for c, n in causes.items()})
        cells["files_inactive", *TOTAL] = len(now) - len(active)
        begun = self.here(self.files[self.in_period(self.files["opened_on"])])
        ended = self.here(self.files[self.in_period(self.files["closed_on"])])
        self.tell(cells, "files_opened", begun[begun["is_first"]], "residence")
        self.tell(cells, "files_reopened", begun[~begun["is_first"]])
        self.tell(cells, "files_closed", ended, "closure_reason")
        days = (self.end - active["opened_on"]).dt.days
        if len(days) >= 10:
            cells["median_months_open", *TOTAL] = days.median() / 30.436875
        return cells

    def recipients(self, months):
        """One row a recipient: its last month among ``months``, with the attributes of then."""
        regular = self.payments[
            (self.payments["kind"] == "regular")
            & (self.payments["amount_rials"] > 0)
            & self.payments["month"].isin(months)
        ]
        rows = []
        for month, paid in regular.groupby("month"):
            year, number = map(int, month.split("-"))
            following = JalaliDate(year + number // 12, number % 12 + 1, 1).to_gregorian()
            end = pd.Timestamp(following) - pd.Timedelta(days=1)
            spells = self.at(end, until_first=True).drop(columns="household_size")
            rows.append(paid.join(spells, on="case_id").assign(end=end))
        frame = pd.concat(rows) if rows else regular
        return frame[frame["head_sex"] == "female"]

    def pensions(self) -> Cells:
        cells: Cells = {}
        paid = self.recipients(self.months)
        last = paid.sort_values("month").groupby("case_id").tail(1).copy()
        last = self.here(last)
        last["household_size"] = last["household_size"].map(size_group)
        last["headship_cause"] = last["headship_cause"].fillna("unknown")
        last["head_age_group"] = [
            age_group(b, e) for b, e in zip(last["head_birth_date"], last["end"], strict=True)
        ]
        self.tell(
            cells, "pension_recipients", last,
            "headship_cause", "household_size", "head_age_group", "residence",
        )  # fmt: skip
        regular = self.payments[
            (self.payments["kind"] == "regular") & (self.payments["amount_rials"] > 0)
        ]
        first = regular.groupby("case_id")["month"].min()
        awarded = last[last["case_id"].map(first).isin(self.months)]
        self.tell(cells, "pension_awards", awarded, "headship_cause")
        amounts = self.here(paid)
        cells["pension_regular_amount", *TOTAL] = int(amounts["amount_rials"].sum())
        return cells

    def students_supported(self) -> Cells:
        cells: Cells = {}
        rows = self.students
        running = rows[
            (rows["support_start"] <= self.end)
            & (rows["support_end"].isna() | (rows["support_end"] > self.end))
        ]
        running = self.here(running.sort_values("support_start").drop_duplicates("student_id"))
        self.tell(cells, "students_supported", running, "level", "stage", "sex")
        for level in ("school", "university"):
            self.tell(
                cells, f"{level}_students", running[running["level"] == level], "stage", "sex"
            )
        begun = self.here(rows[self.in_period(rows["support_start"])])
        ended = self.here(rows[self.in_period(rows["support_end"])])
        self.tell(cells, "students_started", begun, "level")
        self.tell(cells, "students_ended", ended, "level")
        cells["support_amount", *TOTAL] = int(begun["support_rials"].fillna(0).sum())
        return cells

    def everything(self) -> Cells:
        return self.caseload() | self.pensions() | self.students_supported()


def recount(release, period, county: str | None) -> Cells:
    """Recount the register behind a release for one period and one county, or all of them."""
    months = getattr(period, "months", (period,))
    return Recount(
        release.register("case_files"),
        release.register("pension_payments"),
        release.register("students"),
        county,
        pd.Timestamp(period.first_day),
        pd.Timestamp(period.last_day),
        [str(month) for month in months],
    ).everything()
