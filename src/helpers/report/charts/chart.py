"""A finished chart: the drawing and the words that stand for it."""

import hashlib
from dataclasses import astuple, dataclass
from html import escape

from helpers.domain.persian import DIRECTION, Lang


@dataclass(frozen=True)
class Chart:
    """A chart with its title, its name for a screen reader and its description.

    Attributes
    ----------
    kind
        What it is, by the function that draws it: ``trend``, ``bars``.
    title
        Plain text above the drawing: the finding, or the name.
    svg
        One ``<svg>`` element, to stand inline.
    alt
        A few words that identify it.
    description
        What it shows, in sentences made from the same numbers; stands below, visible. Several
        series stand on a line each.
    """

    kind: str
    title: str
    svg: str
    alt: str
    description: str
    lang: Lang

    def html(self, attributes: str = "") -> str:
        """Return the ``<figure>`` of a page; its id depends on the content alone.

        Parameters
        ----------
        attributes
            Further ones of the figure, as they stand in its tag.
        """
        digest = hashlib.sha256("\x1f".join(astuple(self)).encode()).hexdigest()
        name = f"{self.kind.replace('_', '-')}-{digest[:10]}"
        description = escape(self.description).replace("\n", "<br>")
        return (
            f'<figure class="chart" aria-labelledby="{name}"'
            f' lang="{self.lang}" dir="{DIRECTION[self.lang]}"{attributes}>'
            f'<figcaption id="{name}">{escape(self.title)}</figcaption>'
            f"{self.svg}"
            f'<p class="description">{description}</p></figure>'
        )

    def _repr_html_(self) -> str:
        return self.html()
