"""The numbers of a page, each with its source, or without one."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from helpers.domain.codelists import BREAKDOWNS
from helpers.domain.markup import TICK
from helpers.release.scripts import is_allowed
from helpers.release.sources.cells import Elsewhere, Tables, source_of_cell
from helpers.release.sources.constants import Constants
from helpers.release.sources.days import is_days_between, is_the_day_shown
from helpers.release.sources.drawn import Drawn
from helpers.release.sources.elements import Text, ancestors, json_of, leaves, texts_of
from helpers.release.sources.granted import Granted
from helpers.release.sources.numbers import Numbers, Source
from helpers.release.sources.printed import Number, of_axis, printed
from helpers.release.sources.published import agreement, remarks
from helpers.release.sources.repeated import NOTHING, Repeated
from helpers.release.sources.scope import Scope, Spoken
from helpers.release.sources.tokens import Token
from helpers.report.revisions import MOST_SHOWN

_CHECKSUM = re.compile(r"[0-9a-f]{64}")
_SOFTWARE = re.compile(r"Karnameh \d[\w.+]*")
# Of the description for machines: what addresses, and what repeats what the page says.
_ADDRESSES = {"@context", "@type", "contentUrl", "url", "@id"}


@dataclass
class PageNumbers:
    """Finds the numbers of one page.

    Parameters
    ----------
    numbers
        The rows of the page's CSV; None for a page that shows none.
    years
        That may stand alone on a page that shows no rows.
    indicators
        Of quality, by the key that a cell of such a page names.
    granted
        Pensions by the scale of the page's month.
    repeated
        What such a page may repeat of the editions it lists.
    """

    html: str
    constants: Constants
    numbers: Numbers | None = None
    elsewhere: Elsewhere = field(default_factory=dict)
    years: Collection[int] = ()
    indicators: Mapping[str, Decimal] = field(default_factory=dict)
    granted: Granted = field(default_factory=dict)
    repeated: Repeated = NOTHING
    _tables: Tables = field(default_factory=Tables)
    _spoken: dict[Scope, Spoken] = field(default_factory=dict)
    _drawn: dict[Scope, Drawn] = field(default_factory=dict)
    _labels: dict[int, list[str]] = field(default_factory=dict)
    _ticks: dict[int, list[tuple[Text, Token]]] = field(default_factory=dict)
    _repeating: list[Text] = field(default_factory=list)
    _said: set[str] = field(default_factory=set)

    def __iter__(self) -> Iterator[Number]:
        """Yield the numbers that are no constants."""
        if self.numbers is not None:
            self.years = self.numbers.years
        texts = list(texts_of(self.html))
        for text in texts:
            found = list(self._of(text))
            yield from found
            if not text.attribute and all(number.source for number in found):
                self._said.add(text.plain)
        for ticks in self._ticks.values():
            yield from of_axis(ticks)
        for text in self._repeating:
            if text.plain not in self._said:
                left = self._others(text)
                yield from (printed(text, token, None, "what the page says") for token in left)

    def _of(self, text: Text) -> Iterator[Number]:
        if self.numbers is None and (
            text.plain in self.constants.definitions or self.repeated.says(text)
        ):
            return
        if text.tag == "script":
            yield from self._of_script(text)
        elif text.tag == "meta":
            if (text.node.attributes.get("name") or "") != "viewport" and not (
                text.node.attributes.get("http-equiv")
            ):
                self._repeating.append(text)
        elif text.tag == "td" and not text.attribute:
            yield from self._of_cell(text)
        elif not self._is_known(text):
            yield from self._of_words(text)

    def _of_words(self, text: Text) -> Iterator[Number]:
        scope, drawing = self._scope_of(text)
        if scope is None or self.numbers is None:
            left = self._others(text)
            if revised := self.repeated.revised_by(text):
                yield from (printed(text, t, revised.get(t.number)) for t in left)
                return
            if left and text.tag in {"th", "caption"}:
                left = self._others(text, self._of_headings(text))
            yield from (printed(text, token, None) for token in left)
        elif drawing is not None and text.tag == "text" and not text.attribute:
            yield from self._of_drawing(text, scope, drawing)
        elif scope.count or scope.kind == "published":
            allowed = self._counted(scope)
            for token in self._others(text):
                yield printed(text, token, allowed.get(token.number))
        elif drawing is not None:
            drawn = self._drawn_of(scope)
            rest, found = self.constants.others(
                drawn.without_names(text.plain), self.years, drawn.phrases
            )
            for token in found:
                yield printed(text, token, drawn.find(token, rest[token.end :]))
        else:
            spoken = self._spoken_of(scope)
            rest, found = self.constants.others(text.plain, self.years, spoken.phrases)
            for token in found:
                yield printed(text, token, spoken.find(token, rest[token.end :]))

    def _of_cell(self, text: Text) -> Iterator[Number]:
        place = self._tables.place(text.node) if self.numbers is not None else None
        for token in self._others(text):
            indicator = self.indicators.get(text.node.attributes.get("data-indicator") or "")
            if indicator is not None and token.signed == indicator:
                yield printed(text, token, Source("indicator"))
            elif self.numbers is None and is_days_between(text, token):
                yield printed(text, token, Source("days"))
            elif place is None or self.numbers is None:
                yield printed(text, token, None, "a table that names the rows of its numbers")
            elif isinstance(
                found := source_of_cell(place, token, self.numbers, self.elsewhere, self.granted),
                Source,
            ):
                yield printed(text, token, found)
            else:
                yield printed(text, token, None, found)

    def _of_drawing(self, text: Text, scope: Scope, drawing: int) -> Iterator[Number]:
        """Yield the numbers of one text of a drawing: a value, a name, or a number of an axis."""
        drawn = self._drawn_of(scope)
        names = self._labels.setdefault(drawing, [*drawn.names])
        for name in names:
            if text.plain == name or (
                not text.plain.isdigit() and f" {text.plain} " in f" {name} "
            ):
                names.remove(name)
                return
        left, found = self.constants.others(text.plain, self.years)
        for token in found:
            if (text.node.attributes.get("class") or "") == TICK and token.text == text.plain.strip(
                "-"
            ):
                self._ticks.setdefault(drawing, []).append((text, token))
            else:
                yield printed(text, token, drawn.find(token, left[token.end :]))

    def _of_script(self, text: Text) -> Iterator[Number]:
        kind = text.node.attributes.get("type") or ""
        # Code, in which numbers are no statistics; whatever else stands there does not run.
        if not kind and is_allowed(text.node.text(), self.html):
            return
        if kind != "application/ld+json":
            yield from (printed(text, token, None) for token in self._others(text))
            return
        for name, leaf in leaves(json_of(text.plain) or {"text": text.plain}):
            if name in _ADDRESSES or self._is_known_to_machines(name, leaf):
                continue
            part = replace(text, plain=leaf, attribute=f"JSON-LD {name}")
            if name == "description":
                self._repeating.append(part)
            else:
                yield from (printed(part, token, None) for token in self._others(part))

    def _is_known(self, text: Text) -> bool:
        """Whether a text names the page, its checksum, the software, or the day it stands by."""
        if is_the_day_shown(text, self.constants.lang):
            return True
        if text.tag != "dd" or text.attribute:
            return False
        return bool(_CHECKSUM.fullmatch(text.plain) or _SOFTWARE.fullmatch(text.plain))

    def _is_known_to_machines(self, name: str, leaf: str) -> bool:
        if self.numbers is None:
            return False
        subject = self.numbers.subject
        known = {
            "identifier": {subject.identifier},
            "temporalCoverage": {f"{subject.period.first_day}/{subject.period.last_day}"},
            "sha256": {leaf} if _CHECKSUM.fullmatch(leaf) else set(),
            "latitude": self.constants.coordinates,
            "longitude": self.constants.coordinates,
        }
        return leaf in known.get(name, ())

    def _of_headings(self, text: Text) -> list[str]:
        """Return the names of the categories that a table's headings and caption may bear."""
        around = [node.attributes.get("data-breakdown") for node in ancestors(text.node)]
        table = next((node for node in ancestors(text.node) if node.tag == "table"), None)
        inside = table.css("[data-breakdown]") if table is not None else ()
        around += [node.attributes.get("data-breakdown") for node in inside]
        return [
            label.lower()
            for breakdown in dict.fromkeys(around)
            if breakdown in BREAKDOWNS
            for label in self.constants.labels(breakdown)
        ]

    def _scope_of(self, text: Text) -> tuple[Scope | None, int | None]:
        """Return what a text is about, and in which drawing it stands."""
        if text.tag in {"th", "caption", "figcaption"}:
            return None, None
        drawing = None
        for node in ancestors(text.node):
            if node.tag == "figure":
                drawing = node.mem_id
            if scope := Scope.of(node.attributes):
                return scope, drawing
            if node.tag in {"table", "section"}:
                break
        return None, None

    def _others(self, text: Text, further: Sequence[str] = ()) -> list[Token]:
        names = self.numbers.names if self.numbers else ()
        return self.constants.others(text.plain, self.years, (*names, *further))[1]

    def _counted(self, scope: Scope) -> dict[Decimal, Source]:
        assert self.numbers is not None
        if scope.count == "revised":
            revised = self.numbers.revised
            return {Decimal(n): Source("count") for n in (revised, min(revised, MOST_SHOWN))}
        if scope.count == "cells":
            return {Decimal(n): Source("count") for _, n in self.numbers.counted()}
        if scope.count == "published":
            return agreement(self.numbers, self.elsewhere)
        if scope.count:
            return dict.fromkeys(self.numbers.of_deliveries(scope.count), Source("count"))
        return remarks(self.elsewhere)

    def _spoken_of(self, scope: Scope) -> Spoken:
        if scope not in self._spoken:
            assert self.numbers is not None
            self._spoken[scope] = Spoken(scope, self.numbers, self.constants)
        return self._spoken[scope]

    def _drawn_of(self, scope: Scope) -> Drawn:
        if scope not in self._drawn:
            assert self.numbers is not None
            granted = self.granted if scope.kind == "scale" else {}
            self._drawn[scope] = Drawn(scope, self.numbers, self.constants, granted)
        return self._drawn[scope]
