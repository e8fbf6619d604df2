"""Fragments: a piece of a page, and the same as plain text.

Blocks find their direction by their first letter (``dir="auto"``): a notebook's own window runs
from left to right whatever the language of the report.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from helpers.report.charts import Chart
from helpers.report.sources import Sources, written


@dataclass(frozen=True)
class Fragment:
    """What a cell of a notebook displays: HTML, and plain text where there is no HTML."""

    html: Markup
    text: str

    @classmethod
    def empty(cls) -> "Fragment":
        """Return the fragment that shows nothing."""
        return cls(Markup(), "")

    def _repr_html_(self) -> str:
        return str(self.html)

    def __repr__(self) -> str:
        return self.text


def join(fragments: Iterable[Fragment]) -> Fragment:
    """Return the fragments one after the other, the empty ones left out."""
    kept = [fragment for fragment in fragments if fragment.text]
    return Fragment(
        Markup("\n").join(fragment.html for fragment in kept),
        "\n\n".join(fragment.text for fragment in kept),
    )


def paragraph(kind: str, text: str, sources: Sources | None = None) -> Fragment:
    """Return a paragraph of the class ``kind``; nothing where there is no text."""
    if not text:
        return Fragment.empty()
    of = written(sources.attributes) if sources else Markup()
    return Fragment(Markup('<p class="{}" dir="auto"{}>{}</p>').format(kind, of, text), text)


def heading(text: str, sources: Sources | None = None) -> Fragment:
    """Return the heading of one block: below a topic of the notebook, which is an ``h2``."""
    of = written(sources.attributes) if sources else Markup()
    return Fragment(Markup('<h3 class="finding" dir="auto"{}>{}</h3>').format(of, text), text)


def finding_block(finding: str, statement: str, sources: Sources | None = None) -> Fragment:
    """Return how a block begins: what is found as its heading, and below it the sentence.

    Parameters
    ----------
    finding
        One short line, without a full stop; the name of what is shown where nothing is found.
    statement
        Sentences; may be empty.
    sources
        Where the numbers of both are to be looked up.
    """
    return join([heading(finding, sources), paragraph("statement", statement, sources)])


def details(summary: str, inside: Fragment) -> Fragment:
    """Return the fragment folded under a line that opens it."""
    html = Markup('<details class="data" dir="auto"><summary>{}</summary>\n{}\n</details>')
    return Fragment(html.format(summary, inside.html), inside.text)


def left_to_right(text: str) -> Markup:
    """Return a signed number whose sign keeps its side in right-to-left text."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(text)


def link(address: str, text: str) -> Markup:
    """Return a link; only the text where the address is not of the web."""
    if not address.startswith(("https://", "http://")):
        return escape(text)
    return Markup('<a href="{}">{}</a>').format(address, text)


def lines(parts: Iterable[str]) -> Markup:
    """Return the texts, escaped where they are not markup, one under the other."""
    return Markup("\n").join(escape(part) for part in parts)


def picture(chart: Chart, sources: Sources) -> Fragment:
    """Return a chart; its description is its plain text."""
    html = Markup(chart.html(written(sources.attributes)))
    return Fragment(html, f"{chart.title}\n{chart.description}")
