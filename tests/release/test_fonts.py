"""Which letters a page carries with it, and what it leaves behind."""

import base64
import io
import re

import pytest
from fontTools.ttLib import TTFont

from helpers.domain.persian import LANGUAGES
from helpers.release.fonts import ALPHABETS, font_faces

SHADDA = "\u0651"


def fonts_in(rules: str) -> list[TTFont]:
    fonts = re.findall(r"base64,([^)]+)\)", rules)
    return [TTFont(io.BytesIO(base64.b64decode(font))) for font in fonts]


def letters_in(rules: str) -> set[str]:
    regular, bold = (set(map(chr, font.getBestCmap())) for font in fonts_in(rules))
    assert regular == bold
    return regular


def features_in(rules: str, table: str, script: str) -> set[str]:
    font, _ = fonts_in(rules)
    if table not in font:
        return set()
    features = font[table].table.FeatureList.FeatureRecord
    return {
        features[index].FeatureTag
        for record in font[table].table.ScriptList.ScriptRecord
        if record.ScriptTag == script
        for index in record.Script.DefaultLangSys.FeatureIndex
    }


def test_all_pages_of_a_language_share_one_font():
    assert font_faces("<p>زنجان ۱۴۰۳\n", "fa") is font_faces("", "fa")
    assert font_faces("<p>Zanjan 1403\n", "en") is font_faces("", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_has_its_whole_alphabet(lang):
    assert letters_in(font_faces("", lang)) == set(ALPHABETS[lang])


def test_a_letter_that_the_font_lacks_makes_no_other_font():
    assert font_faces("\u2067漢\u2069", "fa") is font_faces("", "fa")


@pytest.mark.parametrize("written", ["é", "&eacute;", "&#233;"])
def test_a_letter_beyond_the_alphabet_is_embedded(written):
    assert "é" not in ALPHABETS["en"]
    found = letters_in(font_faces(f"<p>Caf{written}</p>", "en"))
    assert found == letters_in(font_faces("", "en")) | {"é"}


def test_what_no_reader_sees_brings_no_letters():
    unseen = '<style>é{}</style><p class="é">a</p><script>"é"</script>'
    assert font_faces(unseen, "en") is font_faces("", "en")


def test_the_letters_of_persian_join_on_pages_of_both_languages():
    for lang in LANGUAGES:
        assert {"init", "medi", "fina"} <= features_in(font_faces("", lang), "GSUB", "arab")


def test_a_page_keeps_the_kerning_of_its_own_script():
    assert "kern" in features_in(font_faces("", "fa"), "GPOS", "arab")
    assert "kern" in features_in(font_faces("", "en"), "GPOS", "latn")


def test_digits_can_stand_one_under_the_other():
    assert "tnum" in features_in(font_faces("", "fa"), "GSUB", "arab")


def test_a_mark_above_a_letter_brings_its_place():
    assert "mark" not in features_in(font_faces("", "fa"), "GPOS", "arab")
    assert "mark" in features_in(font_faces(f"<p>حق{SHADDA}", "fa"), "GPOS", "arab")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_font_names_its_authors_and_its_licence(lang):
    for font in fonts_in(font_faces("", lang)):
        assert "Vazirmatn Project Authors" in font["name"].getDebugName(0)
        assert font["name"].getDebugName(14) == "https://scripts.sil.org/OFL"


@pytest.mark.parametrize(("lang", "most"), [("fa", 34_000), ("en", 21_000)])
def test_the_fonts_of_a_page_are_light(lang, most):
    assert len(font_faces("", lang)) <= most
