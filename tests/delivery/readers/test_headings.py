"""Headings: found wherever they stand, in every spelling, and shown only if they are harmless."""

import pytest
from delivery.opened import HEADINGS, PERSIAN

from helpers.configuration import DeliveryRules
from helpers.delivery.findings import FaultLog
from helpers.delivery.readers.headings import KnownHeadings, letters
from helpers.errors import RequestError
from helpers.register.schema import TABLES

PERSON = "زهرا محمدی"


def known(**headings):
    return KnownHeadings(DeliveryRules(headings=headings))


def names(heading):
    return [column.name for column in heading.columns]


def noted(row, **headings):
    log = FaultLog()
    found = known(**headings).find([row])
    usable = known(**headings).note_faults(found, "file", log)
    return usable, {(fault.kind.code, fault.column): fault for fault in log.faults}


class TestRecognised:
    @pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
    def test_by_canonical_names_and_by_persian_ones(self, table):
        for row in ([c.name for c in table.columns], [c.heading for c in table.columns]):
            found = known().find([row])
            assert found.table is table
            assert names(found) == [column.name for column in table.columns]

    @pytest.mark.parametrize(
        "heading", ["مبلغ ( ريال )", "مبلغ (ریال)\u200f", "مبلغ\u200cریال", "AMOUNT RIALS"]
    )
    def test_whatever_the_spelling(self, heading):
        found = known().find([[*PERSIAN[:5], heading, PERSIAN[6]]])
        assert found.columns[5].name == "amount_rials"
        assert not found.columns[5].in_tomans

    @pytest.mark.parametrize("heading", ["مبلغ (تومان)", "amount_tomans", "Amount (tomans)"])
    def test_toman_is_seen(self, heading):
        found = known().find([[*PERSIAN[:5], heading, PERSIAN[6]]])
        assert found.columns[5].name == "amount_rials"
        assert found.columns[5].in_tomans

    def test_half_of_the_columns_are_enough_and_less_is_not(self):
        assert known().find([HEADINGS[:4]]).table.name == "pension_payments"
        assert known().find([HEADINGS[:3]]) is None

    def test_the_row_under_which_most_are_recognised_holds_them(self):
        rows = [["گزارش"], [], HEADINGS[:4], HEADINGS, HEADINGS]
        assert known().find(rows).rows == (4,)

    def test_not_below_the_rows_that_are_searched(self):
        assert known().find([["x"]] * 29 + [HEADINGS]).rows == (30,)
        assert known().find([["x"]] * 30 + [HEADINGS]) is None

    def test_a_sheet_may_begin_anywhere(self):
        found = known().find([["x"], HEADINGS], first_row=7, first_place=2)
        assert found.rows == (8,)
        assert [column.place for column in found.columns] == list(range(2, 9))

    def test_a_row_that_numbers_the_columns_is_part_of_the_headings(self):
        counted = [f"({number})" for number in "۱۲۳۴۵۶۷"]
        assert known().find([PERSIAN, counted, ["1"]]).rows == (1, 2)
        assert known().find([PERSIAN, ["1", "3", *counted[2:]]]).rows == (1,)


class TestBands:
    def test_what_stands_above_and_below_is_read_together(self):
        upper = ["شماره", "", "ماه", "", "پرداخت", "مبلغ", "بعد خانوار"]
        lower = ["پرداخت", "پرونده", "", "تاریخ پرداخت", "نوع", "(ریال)", ""]
        found = known().find([upper, lower])
        assert names(found) == HEADINGS
        assert found.rows == (1, 2)

    def test_a_title_above_is_no_part_of_the_headings(self):
        found = known().find([[PERSON, *["ماه"] * 6], PERSIAN])
        assert found.rows == (2,)
        assert [column.heading for column in found.columns] == PERSIAN

    def test_of_two_rows_only_what_was_recognised_is_kept(self):
        upper = [PERSON, "", "", "تاریخ", "نوع پرداخت", "مبلغ (ریال)", "بعد خانوار"]
        lower = ["شماره پرداخت", "شماره پرونده", "ماه", "پرداخت", "", "", ""]
        found = known().find([upper, lower])
        assert names(found) == HEADINGS
        assert not any(PERSON in column.heading for column in found.columns)


class TestFaults:
    def test_a_missing_column_is_named_with_the_heading_that_comes_near(self):
        usable, faults = noted([*PERSIAN[:3], "تاریخ پرداختی", *PERSIAN[4:]])
        assert not usable
        assert faults["E104", "paid_on («تاریخ پرداخت»)"].found == ("'تاریخ پرداختی'",)
        assert faults["W202", "D, number 4 from the left"].found == ("nearly «تاریخ پرداخت»",)

    def test_a_heading_that_comes_near_nothing_is_not_shown(self):
        usable, faults = noted([*PERSIAN, PERSON, "0012345679"])
        assert usable
        assert set(faults) == {("W202", f"{c}, number {n} from the left") for c, n in ("H8", "I9")}
        assert all(not fault.found for fault in faults.values())

    def test_a_doubled_column_is_named_with_its_places(self):
        usable, faults = noted([*PERSIAN, "x", "month"])
        assert not usable
        assert faults["E105", "month"].found == ("columns C and I",)

    def test_the_national_id_may_be_left_out_but_not_be_there_twice(self):
        row = [column.heading for column in TABLES["students"].columns]
        assert noted([text for text in row if text != "کد ملی"]) == (True, {})
        usable, faults = noted([*row, "کد ملی"])
        assert not usable
        assert set(faults) == {("E105", "national_id")}


class TestSettings:
    def test_the_offices_own_headings_count(self):
        row = ["کد رهگیری", *PERSIAN[1:]]
        found = known(payment_id=("کد رهگیری", "کد")).find([row])
        assert names(found) == HEADINGS
        assert names(known().find([row]))[0] == ""

    def test_an_own_heading_may_say_toman(self):
        for heading in ("مبلغ واریزی به تومان", "واریزی (تومان)"):
            row = [*PERSIAN[:5], heading, PERSIAN[6]]
            own = ("مبلغ واریزی به ریال", "واریزی (تومان)")
            assert known(amount_rials=own).find([row]).columns[5].in_tomans

    def test_a_name_that_no_table_has_is_refused_with_the_nearest(self):
        with pytest.raises(RequestError, match=r"(?s)case_ids.*perhaps case_id"):
            known(case_ids=("x",))

    def test_one_heading_for_two_columns_is_refused(self):
        with pytest.raises(RequestError, match=r"(?s)two columns.*ماه"):
            known(paid_on=("ماه",))

    def test_a_heading_without_letters_is_refused(self):
        with pytest.raises(RequestError, match="without letters"):
            known(paid_on=("—",))


@pytest.mark.parametrize(
    ("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_are_named_as_spreadsheets_do(place, name):
    assert letters(place) == name
