"""A national id is checked and hashed, and never kept."""

import hashlib
import hmac

import pytest
from delivered import national_id
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.delivery.cleaning.identity import (
    DIGITS,
    SECRET_BYTES,
    is_national_id,
    person_key,
    read_person_key,
    read_secret,
)
from helpers.delivery.cleaning.spelling import tidy
from helpers.domain.persian import persian_digits
from helpers.errors import RequestError

SECRET = bytes(range(SECRET_BYTES))
IDS = st.integers(1, 10**9 - 1).map(national_id).filter(lambda text: len(set(text)) > 1)


@given(st.integers(1, 10**9 - 2))
def test_exactly_one_check_digit_makes_a_national_id(number):
    valid = [digit for digit in range(10) if is_national_id(f"{number:09d}{digit}")]
    repeated = len(set(f"{number:09d}")) == 1
    assert len(valid) == 1 or repeated


@pytest.mark.parametrize("text", ["0000000000", "1111111111", "123456789", "12345678901", "x" * 10,
                                  "۰۴۹۹۳۷۰۸۹۹", ""])  # fmt: skip
def test_other_texts_are_no_national_ids(text):
    assert not is_national_id(text)


@given(IDS, st.sampled_from([str, persian_digits, lambda text: f"\u200e{text} "]))
def test_an_id_becomes_the_keyed_hash_of_its_ten_digits(text, spelt):
    key = hmac.new(SECRET, text.encode("ascii"), hashlib.sha256).hexdigest()
    assert read_person_key(tidy(spelt(text)), secret=SECRET) == (key, "", ())
    assert person_key(text, SECRET) == key


@given(IDS)
def test_hyphens_between_the_digits_change_nothing(text):
    parted = f"{text[:3]}-{text[3:9]}-{text[9:]}"
    key = person_key(text, SECRET)
    assert read_person_key(parted, secret=SECRET) == (key, "", ("spelling",))


@given(IDS, st.integers(1, 9))
def test_an_id_with_another_check_digit_is_at_fault(text, more):
    wrong = text[:9] + str((int(text[9]) + more) % 10)
    assert read_person_key(wrong, secret=SECRET) == (None, "E118", ())


@given(st.integers(10**6, 10**8 - 1).map(national_id))
def test_an_id_without_the_zeros_before_it_has_lost_digits_and_is_not_completed(text):
    bare = text.lstrip("0")
    assume(len(bare) >= DIGITS - 2)
    assert read_person_key(bare, secret=SECRET) == (None, "E119", ())


def test_seven_digits_are_no_id_since_none_begins_with_three_zeros():
    for number in range(123456, 123476):
        assert read_person_key(national_id(number).lstrip("0"), secret=SECRET).fault == "E118"


@pytest.mark.parametrize("text", ["1.23E+09", "4.99E+08", "5e+08"])
def test_a_rounded_id_has_lost_digits(text):
    assert read_person_key(text, secret=SECRET).fault == "E119"


@pytest.mark.parametrize(
    "text",
    ["499370898", "99370899", "9370899", "12345", "1111111111", "00499370899", "0499370899-",
     "-0499370899", "049--9370899", "049 9370899", "049/9370899", "x", "0499370899.0", "12345678E"],
)  # fmt: skip
def test_what_is_no_id_one_way_only_is_at_fault(text):
    assert read_person_key(text, secret=SECRET) == (None, "E118", ())


def test_another_secret_gives_another_key():
    text = national_id(123456789)
    assert person_key(text, SECRET) != person_key(text, bytes(SECRET_BYTES))


def test_the_secret_is_made_once_for_the_owner_alone(tmp_path):
    path = tmp_path / "secret" / "person_key"
    secret = read_secret(path)
    assert len(secret) == SECRET_BYTES
    assert read_secret(path) == secret
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert read_secret(tmp_path / "other") != secret


@pytest.mark.parametrize(("text", "mode"), [("", 0o600), ("00" * 31, 0o600), ("g" * 64, 0o600),
                                            ("00" * 32, 0o640)])  # fmt: skip
def test_a_spoilt_or_open_secret_is_refused_and_not_said(tmp_path, text, mode):
    path = tmp_path / "person_key"
    path.write_text(text)
    path.chmod(mode)
    with pytest.raises(RequestError, match="secret of the person keys") as caught:
        read_secret(path)
    assert not text or text not in str(caught.value)
