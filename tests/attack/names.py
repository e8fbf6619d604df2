"""The names of published counts, their periods, and which names mean the same number."""

Key = tuple[str, str, str, str, str]  # statistic, breakdown, category, area, period

# Of a year these are the numbers at the end of its last month.
STOCKS = {"files_total", "files_active", "files_inactive", "students_supported",
          "school_students", "university_students"}  # fmt: skip


def number(month: str) -> int:
    """Return the months since the year 0, so that months can be counted from one to another."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def month(index: int) -> str:
    return f"{index // 12}-{index % 12 + 1:02}"


def is_year(period: str) -> bool:
    return len(period) == 4


def same_as(key: Key) -> Key:
    """Return the one name of a count that is published under several."""
    statistic, breakdown, category, area, period = key
    if statistic in ("school_students", "university_students") and breakdown != "sex":
        if breakdown == "all":
            breakdown, category = "level", statistic.removesuffix("_students")
        statistic = "students_supported"
    elif statistic == "school_year_mehr":
        statistic, period = "students_supported", f"{int(period) - 1}-07"
    elif statistic == "school_year_khordad":
        statistic, period = "students_supported", f"{period}-03"
    elif statistic == "pension_recipients_last_month":
        statistic, period = "pension_recipients", f"{period}-12"
    if statistic in STOCKS and is_year(period):
        period = f"{period}-12"
    return statistic, breakdown, category, area, period
