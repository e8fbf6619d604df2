from helpers.domain.periods import Month
from helpers.domain.school_years import school_year, school_year_name


def test_the_school_year_runs_from_mehr_to_shahrivar():
    span = school_year(1402)
    assert (span.first, span.last) == (Month(1402, 7), Month(1403, 6))
    assert len(list(span)) == 12
    assert school_year_name(span, "fa") == "سال تحصیلی ۱۴۰۲–۱۴۰۳"
