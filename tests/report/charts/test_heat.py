"""Heat maps: shades, hidden cells, last values, words."""

import pytest
from chart_examples import MONTHS
from chart_reading import SVG, bold_words, boxes, outlines, root, texts, words
from examples import up_to
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain.markup import TICK
from helpers.domain.persian import Lang
from helpers.report.charts import Chart, heat_map
from helpers.report.charts.scale import Measure
from helpers.report.charts.shades import Shades

NAVY = "#12436d"
both_languages = pytest.mark.parametrize("lang", ["fa", "en"])


def drawn(values: list[list[float | None]], lang: Lang = "en") -> Chart:
    names = [f"Place {letter}" for letter in "ABCDEFGH"[: len(values)]]
    months = MONTHS[: len(values[0])]
    return heat_map(names, months, values, title="", unit="u", decimals=1, lang=lang)


def shades_of(chart: Chart) -> list[float]:
    found = [
        path.attrib["style"] for path in root(chart).iter(f"{SVG}path")
        if NAVY in path.attrib["style"]
    ]  # fmt: skip
    return [
        float(style.partition("opacity:")[2].split(";")[0]) if "opacity" in style else 1.0
        for style in found
    ]


def test_each_class_is_one_path_and_stronger_than_the_one_below() -> None:
    shades = shades_of(drawn([[1.0, 2.0, 3.0, 4.0, 5.0]]))
    assert len(shades) == len(set(shades))
    assert shades == sorted(shades)
    assert max(shades) == 1


def test_neighbours_of_one_class_are_drawn_as_one() -> None:
    one, two = (
        len(boxes(drawn([row]), NAVY)) for row in ([1.0, 1.0, 1.0, 5.0], [1.0, 5.0, 1.0, 5.0])
    )
    assert two == one + 2


@both_languages
def test_time_runs_from_left_to_right_and_the_last_value_stands_beside_its_cell(lang: Lang) -> None:
    chart = drawn([[1.0, 1.0, 9.0]], lang)
    legend_bottom = 50
    pale, strong = [box for box in boxes(chart, NAVY) if box[1] > legend_bottom]
    assert pale[2] <= strong[0]
    (value,) = bold_words(chart)
    (written,) = [text for text in texts(chart) if text.text == value]
    assert 0 < written.left - strong[2] < 12


@both_languages
def test_names_stand_where_reading_begins(lang: Lang) -> None:
    chart = drawn([[1.0, 9.0]], lang)
    (name,) = [text for text in texts(chart) if text.text == "Place A"]
    cells = [box for box in boxes(chart, NAVY) if box[1] > 50]
    if lang == "fa":
        assert name.left > max(box[2] for box in cells)
    else:
        assert name.right < min(box[0] for box in cells)


def strokes_across(chart: Chart) -> int:
    paths = [path.attrib["d"] for path in root(chart).iter(f"{SVG}path")]
    lines = [line for path in paths for line in outlines(path) if len(line) == 2]
    return sum(a[0] != b[0] and a[1] != b[1] for a, b in lines)


def test_a_hidden_cell_has_a_stroke_and_no_shade_and_the_legend_says_what_it_is() -> None:
    chart = drawn([[1.0, None, 5.0]])
    in_legend = 1
    assert strokes_across(chart) == 1 + in_legend
    assert "not published" in words(chart)
    assert bold_words(chart) == {"5.0"}


def test_a_map_that_hides_nothing_has_no_key_for_it() -> None:
    chart = drawn([[1.0, 2.0, 5.0]])
    assert strokes_across(chart) == 0
    assert "not published" not in words(chart)


def test_the_bounds_of_the_classes_are_marked_as_numbers_that_only_measure() -> None:
    chart = drawn([[1.0, 2.0, 3.0, 4.0, 5.0]])
    ticks = [e.text for e in root(chart).iter(f"{SVG}text") if e.get("class") == TICK]
    assert ticks == ["1", "2", "3", "4", "5"]


def test_a_map_of_one_value_has_one_class_with_that_value() -> None:
    chart = drawn([[5.0, 5.0]])
    assert len(shades_of(chart)) == 1
    assert words(chart).count("5.0") == 2
    assert chart.description == "All equal: 5.0 u."


@up_to(60)
@given(st.lists(st.integers(-500, 10_000), min_size=2, max_size=30))
def test_a_higher_value_is_never_in_a_lower_class(tenths: list[int]) -> None:
    values = sorted(number / 10 for number in tenths)
    shades = Shades.of(values, Measure("u", 1, 1, "en"))
    classes = [shades.of_value(value) for value in values]
    assert classes == sorted(classes)
    assert 0 <= classes[0] <= classes[-1] < shades.count <= 6
    if shades.count > 1:
        inside = zip(values, classes, strict=True)
        assert all(shades.bounds[own] <= v <= shades.bounds[own + 1] for v, own in inside)


def test_a_value_on_a_bound_is_in_the_higher_class() -> None:
    shades = Shades.of([1.0, 5.0], Measure("u", 1, 1, "en"))
    assert [shades.of_value(value) for value in (1.9, 2.0, 5.0)] == [0, 1, shades.count - 1]


def test_the_highest_and_the_lowest_cell_are_named_with_place_and_month() -> None:
    assert drawn([[1.0, 2.0, 3.0], [4.0, 5.0, 5.5]]).description == (
        "Highest: 5.5 u (Place B: Azar 1402); lowest: 1.0 u (Place A: Mehr 1402)."
    )


def test_cells_that_tie_are_told_by_place() -> None:
    assert drawn([[1.0, 9.0, 9.0, 9.0], [2.0, 9.0, 1.0, 5.0]]).description == (
        "Highest: 9.0 u (Place A: Aban to Dey 1402; Place B: Aban 1402); "
        "lowest: 1.0 u (Place A: Mehr 1402; Place B: Azar 1402)."
    )


def test_cells_of_many_places_that_tie_are_counted() -> None:
    assert drawn([[1.0, 9.0]] * 4).description == (
        "Highest: 9.0 u (4 cells); lowest: 1.0 u (4 cells)."
    )


def test_a_name_in_brackets_has_no_brackets_of_its_own() -> None:
    chart = heat_map(
        ["ابهر (همین صفحه)", "طارم"], MONTHS[:1], [[1.0], [2.0]],
        title="", unit="u", decimals=0, lang="fa",
    )  # fmt: skip
    assert "(ابهر، همین صفحه: مهر ۱۴۰۲)" in chart.description


def test_what_is_not_published_is_said_by_place_and_period() -> None:
    text = drawn([[1.0, None, None, 2.0], [None] * 4, [None] * 4, [1.0, 2.0, 3.0, 4.0]]).description
    assert text.endswith(
        "not published: Place A (Aban and Azar 1402); Place B and Place C (all periods)."
    )


def test_many_gaps_are_said_briefly() -> None:
    rows: list[list[float | None]] = [[1.0, None, 2.0, None]] * 4
    text = drawn(rows, "fa").description
    assert text.endswith(" (برخی دوره‌ها).")


@pytest.mark.parametrize(
    "values", [[], [[1.0]], [[1.0, 2.0], [1.0]]], ids=["none", "too few", "not a grid"]
)
def test_values_that_are_no_grid_are_refused(values: list[list[float | None]]) -> None:
    names = [f"{number}" for number in range(len(values))]
    with pytest.raises(ValueError, match="one value for each period"):
        heat_map(names, MONTHS[:2], values, title="", unit="u", decimals=0, lang="en")
