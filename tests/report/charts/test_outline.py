"""Paths in few characters: the same points, in steps."""

import pytest
from chart_reading import outlines
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.path import Path

from helpers.report.charts.outline import outlines_of, written

tenths = st.integers(-4000, 4000).map(lambda number: number / 10)
lines = st.lists(st.tuples(tenths, tenths), min_size=2, max_size=8)


def absolute(points: list[tuple[float, float]]) -> str:
    (x, y), *rest = points
    return f"M {x} {y} " + " ".join(f"L {x} {y}" for x, y in rest)


@given(st.lists(lines, min_size=1, max_size=4))
def test_every_point_is_kept_to_a_tenth_of_a_unit(paths: list[list[tuple[float, float]]]) -> None:
    short = written([*outlines_of(" ".join(map(absolute, paths)))])
    assert outlines(short) == paths


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("M 10 20 L 30 20", "M10 20h20"),
        ("M 10 20 L 10 15.5", "M10 20v-4.5"),
        ("M 0.5 0.5 L 1 1.2 L 1.5 1.9", "M.5.5l.5.7.5.7"),
        ("M 10 20 L 30 20 L 30 25 L 10 25 z", "M10 20h20v5h-20z"),
        ("M 10 20 L 30 20 M 10 40 L 30 40", "M10 20h20M10 40h20"),
    ],
)
def test_steps_along_an_axis_say_one_number(path: str, short: str) -> None:
    assert written([*outlines_of(path)]) == short


def test_a_circle_is_two_arcs_of_its_radius() -> None:
    drawn = " ".join(
        {Path.MOVETO: "M", Path.CURVE4: "C", Path.CLOSEPOLY: "z"}[code]
        + ("" if code == Path.CLOSEPOLY else " ".join(f" {number:.6f}" for number in points))
        for points, code in Path.circle((50, 60), 4).iter_segments()
    )
    (circle,) = outlines_of(drawn)
    assert written([circle]) == "M46 60a4 4 0 1 0 8 0 4 4 0 1 0-8 0z"


def test_after_a_closed_outline_the_pen_is_at_its_beginning() -> None:
    square = "M 1 1 L 2 1 L 2 2 L 1 2 z"
    assert outlines(written([*outlines_of(f"{square} M 3 1 L 4 1")]))[1] == [(3, 1), (4, 1)]
