"""Reads a drawn chart back: its texts and where they lie, its shapes and how far they reach."""

import re
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

from helpers.report.charts import Chart
from helpers.report.charts.theme import text_width

SVG = "{http://www.w3.org/2000/svg}"
Point = tuple[float, float]
INVISIBLE = re.compile("[\u200e\u2066-\u2069]")


@dataclass(frozen=True)
class Written:
    text: str
    left: float
    right: float
    baseline: float
    bold: bool = False

    def overlaps(self, other: "Written") -> bool:
        beside = self.right <= other.left + 0.5 or other.right <= self.left + 0.5
        # A capital is 9.5 units high; descenders may touch what stands below.
        return not beside and abs(self.baseline - other.baseline) < 9.5


def root(chart: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(chart.svg)


def texts(chart: Chart) -> list[Written]:
    drawing = root(chart)
    alone = [(element, dict(element.attrib)) for element in drawing.findall(f"{SVG}text")]
    grouped = [
        (element, group.attrib | element.attrib)
        for group in drawing.findall(f"{SVG}g")
        for element in group.findall(f"{SVG}text")
    ]
    return [_written(element.text or "", look) for element, look in (*alone, *grouped)]


def _written(text: str, look: dict[str, str]) -> Written:
    text = INVISIBLE.sub("", text)
    width = text_width(text, bold="font-weight" in look)
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}[look.get("text-anchor", "start")]
    left = float(look["x"]) - width * before
    return Written(text, left, left + width, float(look["y"]), "font-weight" in look)


def words(chart: Chart) -> list[str]:
    return [written.text for written in texts(chart)]


def bold_words(chart: Chart) -> set[str]:
    return {written.text for written in texts(chart) if written.bold}


def boxes(chart: Chart, colour: str) -> list[tuple[float, float, float, float]]:
    """Return left, top, right, bottom of the shapes filled with a colour, in order."""
    return [
        _bounds(outline)
        for element in root(chart).iter(f"{SVG}path")
        if re.search(rf"fill:[^;]*{colour}", element.get("style", ""))
        for outline in outlines(element.attrib["d"])
    ]


def strokes(chart: Chart, colour: str) -> list[list[Point]]:
    """Return the lines drawn in a colour, each by its points."""
    return [
        outline
        for element in root(chart).iter(f"{SVG}path")
        if re.search(rf"stroke:[^;]*{colour}", element.get("style", ""))
        for outline in outlines(element.attrib["d"])
    ]


def outside(chart: Chart) -> list[object]:
    """Return what reaches over the edge of the drawing."""
    *_, width, height = map(float, root(chart).attrib["viewBox"].split())
    far: list[object] = [
        written
        for written in texts(chart)
        if written.left < -1 or written.right > width + 1 or not 0 < written.baseline < height
    ]
    for element in root(chart).iter(f"{SVG}path"):
        for outline in outlines(element.attrib["d"]):
            left, top, right, bottom = _bounds(outline)
            if left < -1 or top < -1 or right > width + 1 or bottom > height + 1:
                far.append(element.attrib)
    return far


def overlapping(chart: Chart) -> list[tuple[Written, Written]]:
    return [(a, b) for a, b in combinations(texts(chart), 2) if a.overlaps(b)]


def outlines(path: str) -> list[list[Point]]:
    """Return the points of each outline of a path; of a circle the four that lie outermost."""
    found: list[list[Point]] = []
    x = y = 0.0
    for command, written in re.findall("([MmLlHhVvAaz])([^MmLlHhVvAaz]*)", path):
        numbers = [float(number) for number in re.findall(r"-?(?:\d*\.\d+|\d+)", written)]
        size = {"h": 1, "v": 1, "a": 7, "z": 1}.get(command.lower(), 2)
        if command == "z":
            x, y = found[-1][0]
        for first in range(0, len(numbers), size):
            own = numbers[first : first + size]
            right, down = {"h": (own[0], 0.0), "v": (0.0, own[0])}.get(command, tuple(own[-2:]))
            x, y = (right, down) if command.isupper() else (x + right, y + down)
            if command in "Mm" and not first:
                found.append([])
            elif command == "a":
                found[-1] += [(x - right / 2, y + own[0] * side) for side in (-1, 1)]
            found[-1].append((round(x, 2), round(y, 2)))
    return found


def _bounds(outline: list[Point]) -> tuple[float, float, float, float]:
    xs, ys = zip(*outline, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
