"""Drawings as small as they can be: one path and one group of texts to a look."""

from chart_reading import SVG, outlines, root

from helpers.report.charts import Chart
from helpers.report.charts.canvas import Canvas

RED, BLUE = "#f46a25", "#12436d"


def paths(canvas: Canvas) -> list[tuple[str, int]]:
    """Return the style of each path, and how many outlines it has."""
    drawing = root(Chart("trend", "", canvas.svg("a"), "a", "", "en"))
    return [
        (path.attrib["style"], len(outlines(path.attrib["d"])))
        for path in drawing.iter(f"{SVG}path")
    ]


def test_shapes_of_one_look_are_one_path() -> None:
    canvas = Canvas(100, "en")
    canvas.bar(0, 0, 10, 10, RED)
    canvas.bar(50, 0, 10, 10, BLUE)
    canvas.bar(0, 50, 10, 10, RED)
    assert [number for _, number in paths(canvas)] == [2, 1]


def test_a_shape_that_covers_another_is_still_drawn_after_it() -> None:
    canvas = Canvas(100, "en")
    canvas.bar(0, 0, 10, 10, RED)
    canvas.bar(5, 5, 60, 60, BLUE)
    canvas.bar(40, 40, 10, 10, RED)
    assert [RED in style for style, _ in paths(canvas)] == [True, False, True]


def test_shapes_that_shine_through_each_other_are_not_joined() -> None:
    canvas = Canvas(100, "en")
    canvas.disc(20, 20, 10, RED)
    canvas.disc(25, 20, 10, RED)
    canvas.disc(80, 20, 10, RED)
    assert [number for _, number in paths(canvas)] == [1, 2]


def test_texts_of_one_look_stand_in_one_group() -> None:
    canvas = Canvas(100, "en")
    canvas.text(0, 10, "a", "end")
    canvas.text(0, 30, "b")
    canvas.text(0, 50, "c", "end")
    canvas.number(0, 70, "1", "end", bold=True)
    drawing = root(Chart("trend", "", canvas.svg("a"), "a", "", "en"))
    (group,) = drawing.findall(f"{SVG}g")
    assert ([text.text for text in group], group.attrib) == (["a", "c"], {"text-anchor": "end"})
    plain, bold = drawing.findall(f"{SVG}text")
    assert (plain.text, set(plain.attrib)) == ("b", {"x", "y"})
    assert bold.attrib["font-weight"] == "bold"


def test_what_says_nothing_is_not_written() -> None:
    canvas = Canvas(100, "en")
    canvas.segments([((0, 10), (50, 10))], dash=(4, 2), faint=True)
    ((style, _),) = paths(canvas)
    assert style == "fill:none;opacity:.22;stroke-dasharray:4,2;stroke:currentColor"
