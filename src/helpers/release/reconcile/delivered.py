"""What a page says of the deliveries against the CSV beside it: each count, each county by name."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from selectolax.lexbor import LexborHTMLParser

from helpers.domain.deliveries import Fact
from helpers.domain.markup import DELIVERED
from helpers.domain.persian import LANGUAGES, Lang, list_in_words
from helpers.release.pages import Page, Subject
from helpers.release.reading import PublishedRelease
from helpers.release.reconcile.contradiction import ContradictionError
from helpers.release.sources.tokens import number_alone, plain, tokens
from helpers.settings import Settings

_COUNTED = {"rows", "cleaned", "warnings"}
_OF_COUNTIES = {"late", "missing"}
_NOTHING = "nothing"


def delivery_faults(
    release: PublishedRelease, subject: Subject, settings: Settings
) -> Iterator[ContradictionError]:
    """Yield where a page does not say of the deliveries what its CSV says, in any language.

    A page may leave all of it out; what it says, it says whole.
    """
    facts = release.delivered.get(subject, [])
    for page in (Page(subject, lang) for lang in LANGUAGES):
        file = release.folder / page.path
        html = file.read_text("utf-8", "replace") if file.is_file() else ""
        if DELIVERED not in html:
            continue
        said, stated = [*_said(html)], _stated(facts, page.lang, settings)
        differing = [(what, text, stated.get(what, _NOTHING)) for what, text in said]
        differing += [(what, _NOTHING, stated[what]) for what in stated.keys() - dict(said).keys()]
        for what, found, expected in sorted(differing):
            if found != expected:
                yield ContradictionError(
                    "a page and the CSV of deliveries beside it differ",
                    where=f"{page.path}; {subject.deliveries}",
                    found=f"{what}: {found} on the page", expected=f"{expected}, by the CSV",
                    do="build the editions named again",
                )  # fmt: skip


def _said(html: str) -> Iterator[tuple[str, str]]:
    """Yield what a page says of each fact: of a count, the number, or ``<`` and a bound."""
    for node in LexborHTMLParser(html).css(f"[{DELIVERED}]"):
        what, text = node.attributes[DELIVERED] or "", plain(node.text())
        indicator = what.partition(" ")[0]
        if indicator in _COUNTED:
            bound = "" if number_alone(text) else "<"
            yield what, bound + " ".join(str(token.number) for token in tokens(text))
        else:
            yield what, text if indicator in _OF_COUNTIES else ""


def _stated(facts: Sequence[Fact], lang: Lang, settings: Settings) -> dict[str, str]:
    """Return what the facts say, as a page should; what is said of all counties has no text."""
    found = {f"in_time {fact.period}": "" for fact in facts if fact.indicator == "in_time"}
    for fact in facts:
        if fact.indicator in _COUNTED:
            found[f"{fact.indicator} {fact.code}"] = fact.value or f"<{fact.below}"
    of_counties = [fact for fact in facts if fact.indicator in _OF_COUNTIES]
    for (indicator, month), group in groupby(of_counties, key=lambda fact: fact[:2]):
        codes = {fact.code for fact in group}
        names = [area.name(lang) for area in settings.areas if area.code in codes]
        found[f"{indicator} {month}"] = plain(list_in_words(names, lang))
    return found
