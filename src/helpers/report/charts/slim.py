"""What matplotlib wrote, as the smallest SVG that looks the same.

Paths and texts alone are kept. Paths of one look are drawn as one, texts of one look stand in one
group, and all texts above all paths.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree

from helpers.report.charts.outline import Bounds, Outline, number, outlines_of, written
from helpers.report.charts.theme import CSS_COLOURS

_SVG = "{http://www.w3.org/2000/svg}"
# What changes nothing: straight lines have no joins, and a line that bends has those of the root.
_NOTHING = {"stroke-dashoffset": "0", "stroke-linejoin": "miter"}
# Within so many tenths of a unit shapes may cover each other: more than the half of two lines.
_REACH = 30

Attributes = tuple[tuple[str, str], ...]


@dataclass
class _Drawn:
    """The outlines that are drawn as one path."""

    style: str
    outlines: list[Outline] = field(default_factory=list)

    def touches(self, others: Sequence[Outline]) -> bool:
        """Whether any of them comes near any of these."""
        return any(_near(own.bounds, other.bounds) for own in self.outlines for other in others)


def slim(svg: str, kinds: Sequence[str]) -> Iterator[ElementTree.Element]:
    """Yield the elements of a drawing: its paths, then its texts.

    Parameters
    ----------
    svg
        As the renderer writes it.
    kinds
        The classes of its texts, in order; empty for a text that has none.
    """
    drawn: list[_Drawn] = []
    texts: dict[Attributes, list[ElementTree.Element]] = {}
    classes = iter(kinds)
    for shape in ElementTree.fromstring(svg).iter():
        if shape.tag == f"{_SVG}path":
            _add(drawn, _style(shape), list(outlines_of(shape.attrib["d"])))
        elif shape.tag == f"{_SVG}text":
            texts.setdefault(_look(shape), []).append(_text(shape, next(classes)))
    for path in drawn:
        yield ElementTree.Element("path", {"d": written(path.outlines), "style": path.style})
    for look, group in texts.items():
        yield from _grouped(look, group)


def _add(drawn: list[_Drawn], style: str, outlines: list[Outline]) -> None:
    """Draw outlines with the last ones of their style, unless something between would cover them.

    What shines through and comes near stays apart: together it would be one shade.
    """
    for path in reversed(drawn):
        touching = path.touches(outlines)
        if path.style == style and not (touching and "opacity" in style):
            path.outlines += outlines
            return
        if touching:
            break
    drawn.append(_Drawn(style, outlines))


def _near(one: Bounds, other: Bounds) -> bool:
    (left, top, right, bottom), (west, north, east, south) = one, other
    beside = right + _REACH < west or east + _REACH < left
    return not (beside or bottom + _REACH < north or south + _REACH < top)


def _style(shape: ElementTree.Element) -> str:
    style = dict(item.split(": ") for item in shape.attrib["style"].split("; "))
    return ";".join(
        f"{name}:{CSS_COLOURS.get(value, value.removeprefix('0') if '.' in value else value)}"
        for name, value in style.items()
        if _NOTHING.get(name) != value
    )


def _look(shape: ElementTree.Element) -> Attributes:
    """Return what a text shares with others: on which side of its place it stands, its weight."""
    style = dict(item.split(": ") for item in shape.attrib["style"].split("; "))
    side = {"text-anchor": style["text-anchor"]} if style["text-anchor"] != "start" else {}
    weight = {"font-weight": "bold"} if style.get("font-weight") == "700" else {}
    return tuple((side | weight).items())


def _text(shape: ElementTree.Element, kind: str) -> ElementTree.Element:
    place = {name: number(round(10 * float(shape.attrib[name]))) for name in ("x", "y")}
    text = ElementTree.Element("text", place | ({"class": kind} if kind else {}))
    text.text = shape.text
    return text


def _grouped(look: Attributes, texts: list[ElementTree.Element]) -> Iterator[ElementTree.Element]:
    """Yield texts with their look: in a group that has it, or one alone with its own."""
    if not look:
        yield from texts
    elif len(texts) == 1:
        texts[0].attrib.update(look)
        yield texts[0]
    else:
        group = ElementTree.Element("g", dict(look))
        group.extend(texts)
        yield group
