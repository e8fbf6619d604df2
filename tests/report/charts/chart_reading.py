"""Reads a drawn chart back: its texts and where they lie, its shapes and how far they reach."""

import re
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

from helpers.report.charts import Chart
from helpers.report.charts.theme import text_width

SVG = "{http://www.w3.org/2000/svg}"
INVISIBLE = re.compile("[\u200e\u2066-\u2069]")


@dataclass(frozen=True)
class Written:
    text: str
    left: float
    right: float
    baseline: float

    def overlaps(self, other: "Written") -> bool:
        beside = self.right <= other.left + 0.5 or other.right <= self.left + 0.5
        # A capital is 9.5 units high; descenders may touch what stands below.
        return not beside and abs(self.baseline - other.baseline) < 9.5


def root(chart: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(chart.svg)


def texts(chart: Chart) -> list[Written]:
    found = []
    for element in root(chart).iter(f"{SVG}text"):
        text = INVISIBLE.sub("", element.text or "")
        width = text_width(text, bold="font-weight" in element.get("style", ""))
        start = float(element.attrib["x"])
        left = (
            start
            - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")]
        )
        found.append(Written(text, left, left + width, float(element.attrib["y"])))
    return found


def words(chart: Chart) -> list[str]:
    return [written.text for written in texts(chart)]


def boxes(chart: Chart, colour: str) -> list[tuple[float, float, float, float]]:
    """Return left, top, right, bottom of the shapes filled with a colour, in order."""
    return [
        _bounds(element.attrib["d"])
        for element in root(chart).iter(f"{SVG}path")
        if re.search(rf"fill:[^;]*{colour}", element.get("style", ""))
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
        left, top, right, bottom = _bounds(element.attrib["d"])
        if left < -1 or top < -1 or right > width + 1 or bottom > height + 1:
            far.append(element.attrib)
    return far


def overlapping(chart: Chart) -> list[tuple[Written, Written]]:
    return [(a, b) for a, b in combinations(texts(chart), 2) if a.overlaps(b)]


def _bounds(path: str) -> tuple[float, float, float, float]:
    numbers = [float(number) for number in re.findall(r"-?[\d.]+(?:e-?\d+)?", path)]
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])
