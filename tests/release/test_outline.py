"""Whether a page is read as browsers read it."""

from collections import Counter

from examples import up_to
from html5lib._tokenizer import HTMLTokenizer
from html5lib.constants import tokenTypes
from hypothesis import given
from hypothesis import strategies as st

from helpers.release.outline import Outline

PIECES = [
    "<", ">", "/", "=", '"', "'", " ", "\n", "!", "-", "--", "<!--", "-->", "x", "&quot;", "&gt;",
    "<a ", "<IMG ", "<p", "</p", "</a", "<h2>", "<svg>", "<path d='M 0 0'/>", "href=", "SRC=",
    "id=", "class=", "a>b",
]  # fmt: skip
WHOLE = [
    "<a href='x\"y>'>", "<p id=i>", "<!-- <img src=x> -->", "a < b", '<img alt="<a href=z>" src=q>',
    "</a>",
]  # fmt: skip
PAGES = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def as_browsers_read(html: str) -> Outline:
    """Return the outline by the algorithm of the HTML standard."""
    outline = Outline()
    for token in HTMLTokenizer(html):
        if token["type"] == tokenTypes["StartTag"]:
            tag, values = token["name"], dict(token["data"])
            outline.headings += [int(tag[1])] if tag == "h2" else []
            outline.links += [values["href"]] if tag == "a" and "href" in values else []
            outline.fetched += [values["src"]] if "src" in values else []
            outline.identities += [values["id"]] if values.get("id") else []
    return outline


def facts(outline: Outline) -> Counter[tuple[str, object]]:
    return Counter(
        (name, found)
        for name in ("links", "fetched", "identities", "headings")
        for found in getattr(outline, name)
    )


@given(PAGES)
@up_to(300)
def test_nothing_that_a_browser_takes_for_a_tag_is_missed(html):
    assert facts(Outline.of(html)) >= facts(as_browsers_read(html))


@given(st.lists(st.sampled_from(WHOLE)).map("".join))
def test_nothing_else_is_taken_for_one(html):
    assert facts(Outline.of(html)) == facts(as_browsers_read(html))
