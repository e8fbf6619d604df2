"""Outlines: the paths that matplotlib writes, in the fewest characters that draw the same."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

# In tenths of a unit, about tenths of a pixel: nothing finer is seen.
Point = tuple[int, int]
# Left, top, right and bottom.
Bounds = tuple[int, int, int, int]

_COMMAND = re.compile(r"([MLCz])([^MLCz]*)")


@dataclass(frozen=True)
class Outline:
    """One unbroken line, or the border of one area.

    Attributes
    ----------
    points
        Where it goes; of a circle also the handles of its curves.
    closed
        Whether it returns to its first point.
    circle
        Whether it is one: no other curves are drawn.
    """

    points: tuple[Point, ...]
    closed: bool = False
    circle: bool = False

    @cached_property
    def bounds(self) -> Bounds:
        """How far it reaches."""
        xs, ys = zip(*self.points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def first(self) -> Point:
        """Where it begins: a circle at its left."""
        left, top, _, bottom = self.bounds
        return (left, (top + bottom) // 2) if self.circle else self.points[0]

    @property
    def last(self) -> Point:
        """Where the pen is at its end."""
        return self.first if self.closed or self.circle else self.points[-1]

    def written(self, pen: Point | None) -> str:
        """Return it as a piece of the ``d`` of a path.

        Parameters
        ----------
        pen
            Where the pen is; None at the beginning.
        """
        start = f"M{_joined(self.first)}"
        if pen is not None:
            start = min(f"m{_joined(_step(pen, self.first))}", start, key=len)
        if self.circle:
            left, _, right, _ = self.bounds
            arc = f"{(right - left) / 20:g} {(right - left) / 20:g} 0 1 0"
            width = number(right - left)
            return f"{start}a{arc} {width} 0 {arc}-{width} 0z"
        steps = (_step(here, there) for here, there in pairwise(self.points))
        runs = groupby(steps, key=lambda step: "h" if not step[1] else "v" if not step[0] else "l")
        lines = "".join(command + _joined(_along(command, run)) for command, run in runs)
        return f"{start}{lines}{'z' if self.closed else ''}"


def outlines_of(path: str) -> Iterator[Outline]:
    """Yield the outlines of a path that is written in absolute M, L, C and z."""
    points: list[Point] = []
    curved = closed = False
    for command, numbers in _COMMAND.findall(path):
        if command == "M" and points:
            yield Outline(tuple(points), closed, curved)
            points, curved, closed = [], False, False
        curved, closed = curved or command == "C", closed or command == "z"
        values = [round(10 * float(number)) for number in numbers.split()]
        points += zip(values[::2], values[1::2], strict=True)
    if points:
        yield Outline(tuple(points), closed, curved)


def written(outlines: Sequence[Outline]) -> str:
    """Return outlines as the ``d`` of one path."""
    pens = [None, *(outline.last for outline in outlines)]
    return "".join(own.written(pen) for own, pen in zip(outlines, pens, strict=False))


def _step(here: Point, there: Point) -> Point:
    return there[0] - here[0], there[1] - here[1]


def _along(command: str, steps: Iterator[Point]) -> list[int]:
    """Return the numbers that a command takes for its steps."""
    places = {"h": (0,), "v": (1,)}.get(command, (0, 1))
    return [step[place] for step in steps for place in places]


def _joined(tenths: Sequence[int]) -> str:
    """Return numbers one after the other, apart only where they would run into one."""
    text = before = ""
    for here in map(number, tenths):
        runs_on = here[0] == "-" or (here[0] == "." and "." in before)
        text += here if runs_on or not before else f" {here}"
        before = here
    return text


def number(tenths: int) -> str:
    """Return a number of units, without a zero that says nothing."""
    text = f"{tenths / 10:g}"
    return text.replace("0.", ".", 1) if abs(tenths) < 10 else text
