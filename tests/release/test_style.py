"""The style sheet: one for both directions and themes, legible in each, and small in a page."""

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest
import tinycss2

from helpers.release.exporter import TEMPLATE
from helpers.release.styles import STYLE, smaller, stylesheet

CSS = (TEMPLATE / STYLE).read_text("utf-8")
# What says on which side something is; a logical property says it for both directions at once.
PHYSICAL = re.compile(
    r"(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-)?(?:left|right|top|bottom)\b.*"
    r"|border-(?:left|right|top|bottom)-.*|(?:min-|max-)?(?:width|height)|overflow-[xy]|float|clear"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
)
MEDIA = {
    "light": None,
    "dark": "screen and (prefers-color-scheme: dark)",
}
TEXT = {
    "ink": ("paper", "ground", "faint"),
    "soft": ("paper", "ground", "faint"),
    "link": ("paper", "ground", "faint"),
    "on-brand": ("brand",),
    "on-brand-soft": ("brand",),
    "warn": ("warn-paper", "paper"),
    "alarm": ("alarm-paper",),
}
PARTS = {
    "edge": ("paper", "ground"),
    "focus": ("paper", "ground", "faint"),
    "accent": ("paper", "faint"),
    "warn-line": ("warn-paper", "paper"),
    "alarm-line": ("alarm-paper",),
    "series-1": ("paper",),
    "series-2": ("paper",),
    "series-3": ("paper",),
    "series-4": ("paper",),
    "series-5": ("paper",),
}


def rules(css: str) -> Iterator[tuple[tuple[str, ...], str, list[Any]]]:
    """Yield the rules that hold declarations: what they stand in, their selector, the latter."""

    def within(nodes: list[Any], around: tuple[str, ...]) -> Iterator[Any]:
        for node in nodes:
            if node.type == "qualified-rule":
                yield around, text(node.prelude), declared(node.content)
            elif node.type == "at-rule" and node.content is not None:
                name = f"@{node.at_keyword} {text(node.prelude)}".strip()
                if node.at_keyword == "page":
                    yield around, name, declared(node.content)
                else:
                    inside = tinycss2.parse_rule_list(
                        node.content, skip_comments=True, skip_whitespace=True
                    )
                    yield from within(inside, (*around, name))
            elif node.type == "error":
                raise AssertionError(f"{node.message}, line {node.source_line}")

    yield from within(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), ())


def declared(content: list[Any]) -> list[tuple[str, str]]:
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    wrong = [(node.message, node.source_line) for node in found if node.type == "error"]
    assert wrong == []
    return [(node.name, text(node.value)) for node in found if node.type == "declaration"]


def text(nodes: list[Any]) -> str:
    return " ".join(tinycss2.serialize(nodes).split())


def tokens(theme: str) -> dict[str, str]:
    """Return the tokens as they stand in a theme."""
    found: dict[str, str] = {}
    for around, selector, declarations in rules(CSS):
        if selector == ":root" and (not around or around == (f"@media {MEDIA[theme]}",)):
            found |= {name.removeprefix("--"): value for name, value in declarations}
    return found


def brightness(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG defines it."""
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((brightness(one), brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_no_property_says_left_or_right_but_for_drawings():
    wrong = [
        (selector, name)
        for _, selector, declarations in rules(CSS)
        for name, _ in declarations
        if PHYSICAL.fullmatch(name)
    ]
    assert wrong == []


def test_text_and_floats_are_aligned_by_the_direction_of_the_page():
    sides = [
        (selector, name, value)
        for _, selector, declarations in rules(CSS)
        for name, value in declarations
        if name in {"text-align", "justify-content", "caption-side"}
        and re.search(r"\b(?:left|right)\b", value)
    ]
    assert sides == []


@pytest.mark.parametrize("theme", MEDIA)
@pytest.mark.parametrize(
    ("above", "below"), [pair for name, all_ in TEXT.items() for pair in product([name], all_)]
)
def test_every_text_can_be_read_on_what_it_stands(theme, above, below):
    colours = tokens(theme)
    assert contrast(colours[above], colours[below]) >= 4.5


@pytest.mark.parametrize("theme", MEDIA)
@pytest.mark.parametrize(
    ("above", "below"), [pair for name, all_ in PARTS.items() for pair in product([name], all_)]
)
def test_edges_marks_and_lines_can_be_told_from_what_they_stand_on(theme, above, below):
    colours = tokens(theme)
    assert contrast(colours[above], colours[below]) >= 3


def test_every_colour_of_the_light_theme_has_its_dark_one():
    def colours(found: Mapping[str, str]) -> set[str]:
        return {name for name, value in found.items() if value.startswith(("#", "rgb"))}

    dark = dict(
        pair
        for around, selector, declarations in rules(CSS)
        if around == (f"@media {MEDIA['dark']}",)
        for pair in declarations
    )
    assert colours(tokens("light")) == {name.removeprefix("--") for name in dark}


def test_colours_stand_in_tokens_alone():
    of_print = {"rgb(0 0 0 / .18)"}  # a shadow is one in every theme
    found = [
        (selector, name, value)
        for _, selector, declarations in rules(CSS)
        if selector != ":root"
        for name, value in declarations
        if re.search(r"#[0-9a-f]{3,8}\b|\brgba?\(", re.sub(r"url\([^)]*\)", "", value))
        and not any(known in value for known in of_print)
    ]
    assert found == []


def test_every_token_that_is_used_exists_and_every_one_that_exists_is_used():
    used = set(re.findall(r"var\(--([\w-]+)", CSS))
    of_charts = {f"series-{number}" for number in range(1, 7)}  # used by their drawings
    assert used | of_charts | {"color-scheme"} == set(tokens("light"))


def test_what_is_unlayered_is_tokens_and_paper_so_that_layers_decide():
    unlayered = {
        selector
        for around, selector, _ in rules(CSS)
        if not any(name.startswith("@layer") for name in around)
    }
    assert unlayered == {":root", "@page"}


def test_layers_are_named_in_the_order_in_which_they_win():
    named = re.search(r"@layer ([\w, ]+);", CSS)
    assert named is not None
    assert re.findall(r"@layer (\w+) \{", CSS) == named[1].split(", ")


def test_a_page_holds_the_same_rules_without_comments_or_needless_space():
    def plain(value: str) -> str:
        return re.sub(r"\s*([>,/()])\s*", r"\1", value)

    def alike(css: str) -> list[Any]:
        return [
            ("".join("".join(around).split()), plain(selector),
             [(name, plain(value)) for name, value in declarations])
            for around, selector, declarations in rules(css)
        ]  # fmt: skip

    made = str(stylesheet(catalogue=True))
    assert alike(made) == alike(CSS)
    assert "/*" not in made
    assert "\n" not in made


def test_what_only_the_catalogue_has_stands_on_no_other_page():
    def layers(css: str) -> set[str]:
        return {" ".join(around[:1]) for around, *_ in rules(css)}

    whole, others = str(stylesheet(catalogue=True)), str(stylesheet())
    assert layers(whole) - layers(others) == {"@layer catalogue"}
    kept = [rule for rule in rules(whole) if rule[0][:1] != ("@layer catalogue",)]
    assert [*rules(others)] == kept


def test_the_style_sheet_is_small():
    assert len(stylesheet().encode()) <= 16_000


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("/* why */ a { color: red; }", "a{color:red}"),
        ("a :is(b, c) > d + e {  margin: 0 }", "a :is(b,c)>d + e{margin:0}"),
        ("a { inset: calc(100% + 4px) }", "a{inset:calc(100% + 4px)}"),
        ('a::after { content: "a;  b: { c" }', 'a::after{content:"a;  b: { c"}'),
        ("a:hover b { c: d }", "a:hover b{c:d}"),
    ],
)
def test_making_it_smaller_changes_nothing_that_says_something(css, expected):
    assert smaller(css) == expected
