"""Every word of the contract is understood in every spelling, and no other word is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.delivery.cleaning.spelling import tidy
from helpers.delivery.cleaning.vocabulary import Vocabulary
from helpers.domain.persian import ZWNJ, matching_key
from helpers.register.schema import CASE_FILES, PENSION_PAYMENTS, STUDENTS, TABLES

OTHER = {"سایر": "other", "Other": "other"}
SEX = {"زن": "female", "Female": "female", "مرد": "male", "Male": "male"}
LABELS = {
    CASE_FILES["residence"]: {
        "شهری": "urban", "Urban": "urban", "روستایی": "rural", "Rural": "rural",
    },
    CASE_FILES["closure_reason"]: OTHER | {
        "خودکفایی": "self_reliance", "Self-reliance": "self_reliance", "اشتغال": "employment",
        "Employment": "employment", "ازدواج": "marriage", "Marriage": "marriage", "فوت": "death",
        "Death": "death", "بازگشت سرپرست": "return_of_breadwinner",
        "Return of the breadwinner": "return_of_breadwinner", "انتقال": "moved", "Moved": "moved",
        "پوشش نهاد دیگر": "other_support", "Support by another body": "other_support",
        "فقدان شرایط": "ineligible", "No longer eligible": "ineligible",
    },
    CASE_FILES["head_sex"]: SEX,
    CASE_FILES["headship_cause"]: OTHER | {
        "فوت همسر": "death", "Death of husband": "death", "طلاق": "divorce", "Divorce": "divorce",
        "ازکارافتادگی همسر": "incapacity", "از کار افتادگی همسر": "incapacity",
        "Incapacity of husband": "incapacity", "زندانی بودن همسر": "prison",
        "Husband in prison": "prison", "اعتیاد همسر": "addiction",
        "Addiction of husband": "addiction", "مفقودالاثر": "missing", "مفقود الاثر": "missing",
        "Husband missing": "missing", "متارکه": "separation", "Separation": "separation",
        "سربازی همسر": "military_service", "Military service of husband": "military_service",
        "خودسرپرست": "self_headed", "خود\u200cسرپرست": "self_headed", "Self-headed": "self_headed",
    },
    PENSION_PAYMENTS["kind"]: {
        "مستمری": "regular", "Regular": "regular", "معوقه": "arrears", "Arrears": "arrears",
        "اصلاح": "correction", "Correction": "correction",
    },
    STUDENTS["level"]: {
        "دانش‌آموز": "school", "دانش اموز": "school", "School": "school", "دانشجو": "university",
        "University": "university",
    },
    STUDENTS["stage"]: {
        "ابتدایی": "primary", "Primary": "primary", "متوسطه اول": "lower_secondary",
        "Lower secondary": "lower_secondary", "متوسطه دوم": "upper_secondary",
        "Upper secondary": "upper_secondary", "کاردانی": "associate", "Associate": "associate",
        "کارشناسی": "bachelor", "Bachelor": "bachelor", "کارشناسی ارشد": "master",
        "Master": "master", "دکتری": "doctorate", "Doctorate": "doctorate",
    },
    STUDENTS["sex"]: SEX | {
        "دختر": "female", "پسر": "male", "دختر/زن": "female", "پسر/مرد": "male",
        "دختر یا زن": "female", "پسر یا مرد": "male",
    },
    STUDENTS["end_reason"]: OTHER | {
        "فارغ‌التحصیلی": "graduated", "Graduated": "graduated", "ترک تحصیل": "left_education",
        "Left education": "left_education", "مختومه شدن پرونده": "case_closed",
        "Case file closed": "case_closed",
    },
    CASE_FILES["county"]: {
        "زنجان": "zanjan-county", "شهرستان زنجان": "zanjan-county", "Zanjan": "zanjan-county",
        "Zanjan County": "zanjan-county", "خرمدره": "khorramdarreh", "خرم دره": "khorramdarreh",
        "خرم‌دره": "khorramdarreh", "شهرستان خرمدره": "khorramdarreh",
        "Khorramdarreh": "khorramdarreh", "ابهر": "abhar", "ایجرود": "ijrud",
        "خدابنده": "khodabandeh", "ماهنشان": "mahneshan", "سلطانیه": "soltanieh", "طارم": "tarom",
    },
}  # fmt: skip
CODED = [column for table in TABLES.values() for column in table.columns
         if column.kind in {"code", "county"}]  # fmt: skip
WRITTEN = [(column, word, code) for column, words in LABELS.items() for word, code in words.items()]
ARABIC = str.maketrans({"ی": "ي", "ک": "ك", "ه": "ة"})
FINAL = str.maketrans({"ی": "ى"})


@pytest.fixture(scope="module")
def words(settings) -> Vocabulary:
    return Vocabulary(settings.terms, settings.areas)


def spellings(word: str) -> set[str]:
    joints = {word, *(word.replace(ZWNJ, joint).replace(" ", joint) for joint in (ZWNJ, " ", ""))}
    letters = {
        spelt for text in joints
        for spelt in (text, text.translate(ARABIC), text.translate(FINAL), text.upper(),
                      text.casefold(), text.replace("-", "_"), text.replace("آ", "ا"))
    }  # fmt: skip
    return letters | {f"\u200f{text}\u200e \u00a0" for text in letters} | {
        f" {ZWNJ}{text}\t" for text in letters
    }  # fmt: skip


def test_the_contract_lists_every_code_in_both_languages(settings, words):
    for column in CODED:
        if column.kind == "code":
            assert set(LABELS[column].values()) == set(column.codes)
            for code in column.codes:
                assert any(ord(word[0]) > 127 for word, c in LABELS[column].items() if c == code)
                assert any(ord(word[0]) < 128 for word, c in LABELS[column].items() if c == code)
        else:
            assert set(LABELS[CASE_FILES["county"]].values()) == {
                county.code for county in settings.areas.counties
            }


@pytest.mark.parametrize(
    ("column", "word", "code"),
    WRITTEN,
    ids=[f"{column.name}-{code}-{number}" for number, (column, _, code) in enumerate(WRITTEN)],
)
def test_a_label_means_its_code_in_every_spelling(words, column, word, code):
    read = words.reader(column)
    for text in spellings(word):
        assert read(tidy(text)) == (code, "", ("labels",)) or tidy(text) == code


def test_a_code_means_itself_and_is_no_change(words):
    for column in CODED:
        read = words.reader(column)
        codes = column.codes or [county.code for county in words.areas.counties]
        assert all(read(code) == (code, "", ()) for code in codes)


def test_every_word_that_is_known_is_read(words):
    for column in CODED:
        assert all(words.reader(column)(word).value for word in words.words(column))


def test_columns_without_a_list_have_no_words(words):
    assert words.words(CASE_FILES["case_id"]) == words.words(CASE_FILES["opened_on"]) == ()


@given(column=st.sampled_from([c for c in CODED if c.kind == "code"]), text=st.one_of(
    st.text(max_size=12),
    st.text("شهریزنمدابtuarbnelmco _-", max_size=8),
    st.sampled_from([word for _, word, _ in WRITTEN]),
))  # fmt: skip
def test_a_word_outside_the_list_is_never_read(words, column, text):
    value, fault, _ = words.reader(column)(tidy(text))
    known = {matching_key(word): code for word, code in LABELS.get(column, {}).items()}
    known |= {matching_key(code): code for code in column.codes}
    assert value == known.get(matching_key(text))
    assert fault == ("" if value else "E114")


@pytest.mark.parametrize(
    "text",
    ["urbann", "شهرری", "شهری؟", "urban?", "شهری یا روستایی", "شهری/روستایی", "unknown", "نامشخص",
     "7", "-", "…", "غیر شهری"],
)  # fmt: skip
def test_what_is_nearly_a_label_or_two_of_them_is_at_fault(words, text):
    assert words.reader(CASE_FILES["residence"])(tidy(text)) == (None, "E114", ())


@pytest.mark.parametrize(
    "text",
    ["قیدار", "استان زنجان", "Zanjan Province", "zanjann", "زنجان؟", "زنجان و ابهر", "شهرستان",
     "County", "تهران", "19", "-"],
)  # fmt: skip
def test_what_is_no_county_of_the_province_is_at_fault(words, text):
    assert words.reader(CASE_FILES["county"])(tidy(text)) == (None, "E115", ())
