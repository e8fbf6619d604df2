"""What holds for every chart: inline SVG that can stand in any page, and words beside it."""

import re
from pathlib import Path

import matplotlib
import pytest
from chart_examples import EXAMPLES, LARGEST, TITLE, Draw
from chart_reading import SVG, outlines, outside, overlapping, root, strokes, texts, words

from helpers.domain.periods import Month
from helpers.domain.persian import LANGUAGES, Lang
from helpers.report.charts import Line, bars, sparkline, trend
from helpers.report.charts.theme import text_width

every_chart = pytest.mark.parametrize("draw", EXAMPLES.values(), ids=EXAMPLES)
both_languages = pytest.mark.parametrize("lang", LANGUAGES)


@every_chart
@both_languages
def test_a_chart_is_made_of_paths_and_real_text_alone(draw: Draw, lang: Lang) -> None:
    tags = {element.tag.removeprefix(SVG) for element in root(draw(lang)).iter()}
    assert tags <= {"svg", "path", "g", "text"}
    assert "text" in tags


@every_chart
@both_languages
def test_a_chart_has_no_ids_and_names_no_file_or_host(draw: Draw, lang: Lang) -> None:
    svg = draw(lang).svg.replace('xmlns="http://www.w3.org/2000/svg"', "", 1)
    assert not re.search(r"\bid=|href|url\(|https?:|<!|<\?", svg)


@every_chart
@both_languages
def test_a_chart_names_itself_and_keeps_its_anchors_on_a_right_to_left_page(
    draw: Draw, lang: Lang
) -> None:
    chart = draw(lang)
    attributes = root(chart).attrib
    assert (attributes["role"], attributes["aria-label"]) == ("img", chart.alt)
    assert "direction:ltr" in attributes["style"]
    assert "width" not in attributes


@every_chart
@both_languages
def test_everything_lies_within_the_drawing(draw: Draw, lang: Lang) -> None:
    assert outside(draw(lang)) == []


@every_chart
@both_languages
def test_no_text_lies_upon_another(draw: Draw, lang: Lang) -> None:
    assert overlapping(draw(lang)) == []


@pytest.mark.parametrize("draw", LARGEST.values(), ids=LARGEST)
@both_languages
def test_the_largest_chart_of_each_kind_weighs_less_than_twenty_five_kilobytes(
    draw: Draw, lang: Lang
) -> None:
    assert len(draw(lang).html().encode()) < 25_000


def test_every_kind_has_its_largest() -> None:
    kinds = {draw("en").kind for draw in EXAMPLES.values()}
    assert {draw("en").kind for draw in LARGEST.values()} == kinds


@every_chart
def test_the_same_values_give_the_same_bytes(draw: Draw) -> None:
    assert draw("fa").html() == draw("fa").html()


@every_chart
@both_languages
def test_colours_follow_the_theme_of_the_page(draw: Draw, lang: Lang) -> None:
    style = " ".join(element.get("style", "") for element in root(draw(lang)).iter())
    fixed = re.sub(r"var\(--(series-\d,#[0-9a-f]{6}|paper,Canvas)\)", "", style)
    assert "#" not in fixed
    assert "currentColor" in style


@every_chart
def test_persian_charts_hold_no_latin_digit_and_english_ones_no_persian(draw: Draw) -> None:
    persian, english = draw("fa"), draw("en")
    shown = " ".join([*words(persian), persian.alt, persian.description])
    assert not re.search("[0-9]", shown)
    shown = " ".join([*words(english), english.alt, english.description])
    assert not re.search("[\u06f0-\u06f9]", shown)


@every_chart
def test_both_languages_draw_the_same_shapes_in_number(draw: Draw) -> None:
    fa, en = (
        sum(len(outlines(path.attrib["d"])) for path in root(draw(lang)).iter(f"{SVG}path"))
        for lang in LANGUAGES
    )
    assert fa == en


@every_chart
@both_languages
def test_the_figure_is_labelled_by_its_escaped_caption(draw: Draw, lang: Lang) -> None:
    html = draw(lang).html()
    (label,) = re.findall(r'aria-labelledby="([^"]+)"', html)
    # HTML gives a figure with a caption no other role than its own.
    assert " role=" not in html.partition(">")[0]
    assert f'<figcaption id="{label}">' in html
    assert TITLE[lang] not in html
    assert TITLE[lang].replace("<", "&lt;").replace(">", "&gt;") in html


def test_different_charts_have_different_ids() -> None:
    pages = [draw(lang).html() for draw in EXAMPLES.values() for lang in LANGUAGES]
    labels = re.findall(r'aria-labelledby="([^"]+)"', " ".join(pages))
    assert len(set(labels)) == len(pages)


def test_text_from_data_is_neither_markup_nor_formula() -> None:
    chart = EXAMPLES["bars"]("en")
    assert "<b>" not in chart.html()
    assert "<b> & $x$" in words(chart)


def test_control_characters_in_a_name_do_not_break_the_drawing() -> None:
    chart = bars(["a\x00b"], [1.0], title="t\x0b", unit="u", decimals=0, lang="en")
    assert "ab" in words(chart)


def test_a_name_in_letters_the_font_lacks_is_drawn_without_a_warning() -> None:
    chart = bars(["漢字"], [1.0], title="t", unit="u", decimals=0, lang="en")
    assert "漢字" in words(chart)


def test_every_persian_word_is_isolated_from_the_direction_of_the_drawing() -> None:
    found = [element.text or "" for element in root(EXAMPLES["bars"]("fa")).iter(f"{SVG}text")]
    persian = [text for text in found if re.search("[\u0621-\u06cc]", text)]
    assert persian
    assert all(text.startswith("\u2067") and text.endswith("\u2069") for text in persian)


def test_settings_of_matplotlib_that_an_analyst_has_change_no_chart() -> None:
    before = [draw("fa").html() for draw in EXAMPLES.values()]
    theirs = {
        "lines.scale_dashes": False, "path.simplify": False, "path.sketch": (1, 100, 2),
        "font.family": "a: b; c", "font.style": "italic", "font.weight": "bold",
        "text.color": "red", "text.hinting": "none", "text.usetex": True,
        "svg.fonttype": "path", "svg.id": "theirs",
    }  # fmt: skip
    text_width.cache_clear()
    with matplotlib.rc_context(theirs):
        assert [draw("fa").html() for draw in EXAMPLES.values()] == before


def test_charts_leave_the_settings_of_matplotlib_alone() -> None:
    with matplotlib.rc_context({"svg.fonttype": "path"}):
        before = dict(matplotlib.rcParams)
        EXAMPLES["trend"]("fa")
        assert dict(matplotlib.rcParams) == before


def test_a_long_line_keeps_every_point() -> None:
    months = [Month(1390, 1) + number for number in range(150)]
    chart = trend(
        months, [Line("", tuple(float(number) for number in range(150)))],
        title="t", unit="u", decimals=0, lang="en",
    )  # fmt: skip
    assert [len(line) for line in strokes(chart, "series-1")] == [150]


def test_text_is_eleven_pixels_or_more_on_a_phone() -> None:
    *_, width, _ = map(float, root(EXAMPLES["trend"]("fa")).attrib["viewBox"].split())
    (size,) = re.findall(r"font:(\d+)px", root(EXAMPLES["trend"]("fa")).attrib["style"])
    assert int(size) * 343 / width > 11


def test_a_sparkline_is_hidden_from_screen_readers_and_breaks_at_gaps() -> None:
    svg = sparkline([1.0, 2.0, None, 4.0, 3.0], lang="fa")
    assert 'aria-hidden="true"' in svg
    line, end = re.findall('d="([^"]+)"', svg)
    assert [len(run) for run in outlines(line)] == [2, 2]
    assert outlines(end)[0][0] == outlines(line)[-1][-1]


def test_a_sparkline_needs_two_values() -> None:
    assert sparkline([None, 3.0, None], lang="en") == ""


def test_charts_read_no_file_but_the_font() -> None:
    folder = Path(trend.__code__.co_filename).parent
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    assert not re.search(r"\bopen\(|read_text|read_csv|helpers\.settings", source)


def test_texts_are_read_back_where_they_stand() -> None:
    # The reader of these tests itself: a label of a bar stands left of the bars on English pages.
    labels = {written.text: written for written in texts(EXAMPLES["bars"]("en"))}
    assert labels["Military"].right < labels["410"].left
