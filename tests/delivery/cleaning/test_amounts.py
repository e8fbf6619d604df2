"""A number is one number however it is written, and what may be two numbers is none."""

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.delivery.cleaning.amounts import read_amount, read_usual_amounts, read_whole_number
from helpers.delivery.cleaning.spelling import tidy
from helpers.domain.persian import persian_digits

LARGEST = 2**63 - 1
NUMBERS = st.one_of(st.integers(0, LARGEST), st.integers(0, 10**8))
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
SCRIPTS = st.sampled_from([str, persian_digits, lambda text: text.translate(ARABIC)])
SIGNS = st.sampled_from(["{}", "-{}", "−{}", "- {}", "{}-", "{} −"])
UNITS = st.sampled_from([("{}", 1), ("{} ریال", 1), ("{} ريال", 1), ("{}ریال", 1), ("ریال {}", 1),
                         ("{} Rials", 1), ("{} rial", 1), ("{} تومان", 10), ("{}تومان", 10),
                         ("{} tomans", 10), ("Toman {}", 10)])  # fmt: skip
MARKED = st.sampled_from([",", "٬", "،", "'", " ", "\u00a0"])


def with_marks(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


@given(NUMBERS, st.one_of(st.just(""), MARKED), st.sampled_from(["", ".0", ".00", "٫0"]), SIGNS,
       SCRIPTS)  # fmt: skip
@example(LARGEST, ",", "", "{}", str)
def test_every_way_to_write_a_number_is_the_number(number, mark, decimals, sign, script):
    text = script(sign.format(with_marks(number, mark) + decimals))
    wanted = number if sign == "{}" else -number
    value, fault, changes = read_whole_number(tidy(text))
    assert (value, fault) == (wanted, "")
    assert (changes == ()) == (tidy(text) == str(wanted))


@given(st.integers(10**6, LARGEST))
def test_points_are_thousands_marks_where_there_are_two(number):
    assert read_whole_number(with_marks(number, ".")).value == number


@given(st.integers(0, LARGEST // 10), MARKED, SIGNS, UNITS, st.booleans(), SCRIPTS)
def test_a_unit_in_the_cell_goes_before_that_of_the_heading(
    number, mark, sign, unit, in_tomans, script
):
    pattern, rials = unit
    if pattern == "{}":
        rials = 10 if in_tomans else 1
    text = script(pattern.format(sign.format(with_marks(number, mark))))
    value, fault, changes = read_amount(tidy(text), in_tomans=in_tomans)
    assert (value, fault) == ((number if sign == "{}" else -number) * rials, "")
    assert ("tomans" in changes) == (rials == 10)
    assert "amounts" in changes or tidy(text) in {str(number), f"-{number}"}


@given(st.integers(-LARGEST, LARGEST))
def test_a_number_read_is_read_again_as_itself(number):
    assert read_whole_number(str(number)) == read_amount(str(number)) == (number, "", ())


@pytest.mark.parametrize(
    "text",
    ["6.000", "600.000", "6٫000", "6,000.000", "5.5", "پنج", "6,00", "6,0000", ",600", "600,",
     "6,000.000,00", "6,000٬000", "6 000,000", "6000,000", "1.234.56", "6..000.000", "-5-", "--5",
     "+-5", "−", "-", "5 6", "0x10", "1_000", "6/000/000", "12a", "(5)", "Ⅻ", "५", "1" * 20,
     "9223372036854775808", "-9,223,372,036,854,775,808", "9" * 5000, "0" * 5000],
)  # fmt: skip
def test_what_is_no_whole_number_or_may_be_two_is_at_fault(text):
    assert read_whole_number(text) == read_amount(text) == (None, "E116", ())


@pytest.mark.parametrize(
    "text",
    ["ریال", "ریال 5 ریال", "5 ریال تومان", "5 هزار تومان", "5 دلار", "6.000 تومان", "تومان",
     "5 نفر", "1,000,000,000,000,000,000 تومان"],
)  # fmt: skip
def test_what_is_no_amount_in_rials_or_tomans_is_at_fault(text):
    assert read_amount(text) == (None, "E116", ())


def test_a_number_of_persons_has_no_unit_of_money():
    assert read_whole_number("3 ریال").fault == "E116"


@pytest.mark.parametrize("text", ["6E+06", "1.23E+15", "1.23e15", "1E+07 ریال"])
def test_a_number_that_a_spreadsheet_has_rounded_has_lost_digits(text):
    assert read_amount(text) == (None, "E119", ())


@given(
    st.lists(st.one_of(st.text("0123456789,٬.- ریالE", max_size=22), NUMBERS.map(str),
                       NUMBERS.map("{:,}".format))),
    st.booleans(),
)  # fmt: skip
def test_the_usual_amounts_are_read_at_once_as_each_alone_would_be(texts, in_tomans):
    usual = read_usual_amounts(pa.array(texts, pa.string()), in_tomans=in_tomans)
    for place, (text, value) in enumerate(zip(texts, usual.values.to_pylist(), strict=True)):
        changes = {kind for kind, where in usual.changes.items() if where[place]}
        if value is None:
            assert not changes
        else:
            alone = read_amount(text, in_tomans=in_tomans)
            assert (value, "") == alone[:2]
            assert changes - {"amounts"} == set(alone.changes) - {"amounts"}
            assert ("amounts" in alone.changes) == ("amounts" in changes or text != str(int(text)))


def test_amounts_that_may_not_fit_in_rials_are_not_usual():
    usual = read_usual_amounts(pa.array(["9" * 17, "9" * 18]), in_tomans=True)
    assert usual.values.to_pylist() == [10 * int("9" * 17), None]


def test_plain_and_grouped_digits_are_usual():
    usual = read_usual_amounts(pa.array(["6000000", "6,000,000", "6٬000٬000", "-5", "6,00"]))
    assert usual.values.to_pylist() == [6_000_000, 6_000_000, 6_000_000, None, None]
    assert usual.changes["amounts"].tolist() == [False, True, True, False, False]
