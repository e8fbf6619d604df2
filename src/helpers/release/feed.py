"""The feed of new releases: Atom (RFC 4287), one in each language, one entry a report and period.

Where the release is published is not known, so links are relative to the feed, and identifiers
name no host: an issue keeps its own wherever the folder stands.
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from helpers.domain.persian import COMMA, LANGUAGES, Lang
from helpers.release.catalogue import Entry, Files, corrections_of, summary_in_words
from helpers.release.catalogue_opening import edition_of
from helpers.release.issues import Issue, issues_of, release_of
from helpers.release.navigation import CATALOGUES, feed_path, relative
from helpers.release.pages import Page, marked
from helpers.release.revised import Revisions
from helpers.settings import Settings

ATOM = "http://www.w3.org/2005/Atom"
# So many issues are in a feed, those that changed last; the catalogue has them all.
MOST_ENTRIES = 60

_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'

# Of names of this kind alone; it must never change, or readers see every issue anew.
_NAMESPACE = UUID("9c07cf5a-a49c-5a06-be9b-e6f87200def4")


def feeds(
    entries: Sequence[Entry], files: Files, revisions: Revisions, settings: Settings
) -> dict[str, str]:
    """Return the feeds: XML by path.

    Parameters
    ----------
    entries
        Every edition, in order.
    files
        Checksum and size of the editions' files, by path.
    revisions
        Which issues show revised numbers: their entries are updated by that.
    """
    if not entries:  # a feed must say when it was updated, and nothing was
        return {}
    issues, edition = issues_of(entries, settings), entries[0].subject.edition
    return {
        feed_path(lang, edition): _feed(issues, files, revisions, lang, settings)
        for lang in LANGUAGES
    }


def entry_id(issue: Issue, lang: Lang, settings: Settings) -> str:
    """Return the identifier of an entry: the same in every release, and on every host."""
    return _identifier(issue, settings, issue.name, lang)


def updated_on(issue: Issue, revisions: Revisions, settings: Settings) -> dt.date:
    """Return the day on which an issue last changed: released, revised or corrected."""
    days = [issue.due_on]
    days += [
        notice.dated for entry in issue.entries
        for notice in corrections_of(entry.subject, settings)
    ]  # fmt: skip
    if revised := revisions.by_issue.get(issue.name):
        days.append(release_of(revised.data_until, issue.report, settings))
    return max(days)


def feed_entry(issue: Issue, files: Files, lang: Lang, settings: Settings) -> Element:
    """Return an entry without its days."""
    edition, start = edition_of(issue, lang), feed_path(lang, issue.lead.subject.edition)
    made = Element("entry")
    title = COMMA[lang].join((edition.title[lang], issue.period.name(lang)))
    SubElement(made, "id").text = entry_id(issue, lang, settings)
    SubElement(made, "title").text = title
    page, csv = Page(edition.subject, lang).path, edition.subject.csv
    _link(made, "alternate", relative(page, start), "text/html", hreflang=lang)
    size = str(files[csv][1])
    _link(made, "enclosure", relative(csv, start), "text/csv", length=size)
    cadence = settings.terms.text("cadence", issue.cadence, lang)
    SubElement(made, "category", term=issue.report, label=edition.title[lang])
    SubElement(made, "category", term=issue.cadence, label=cadence)
    SubElement(made, "summary", type="text").text = summary_in_words(edition, lang, settings)
    return made


def _feed(
    issues: Sequence[Issue], files: Files, revisions: Revisions, lang: Lang, settings: Settings
) -> str:
    days = {issue.name: updated_on(issue, revisions, settings) for issue in issues}
    held = [issue for issue in issues if issue.in_language(lang)]
    newest = sorted(held, key=lambda issue: days[issue.name], reverse=True)[:MOST_ENTRIES]
    feed = feed_head(issues[0], lang, settings)
    _moment(feed, "updated", max(days.values()), settings)
    for issue in newest:
        entry = feed_entry(issue, files, lang, settings)
        _moment(entry, "updated", days[issue.name], settings)
        if issue.announced:
            _moment(entry, "published", issue.due_on, settings)
        feed.append(entry)
    indent(feed, " ")
    return f"{_DECLARATION}\n{tostring(feed, 'unicode')}\n"


def feed_head(issue: Issue, lang: Lang, settings: Settings) -> Element:
    """Return a feed without entries and days."""
    office, word = settings.configuration, settings.terms.text
    edition = issue.lead.subject.edition
    path = feed_path(lang, edition)
    name = COMMA[lang].join((word("page", "home_title", lang), office.organisation.name(lang)))
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": lang})
    SubElement(feed, "id").text = _identifier(issue, settings, "feed", lang)
    if edition != "public":
        name = COMMA[lang].join((word("page", edition, lang), name))
        SubElement(feed, "category", term=edition)
    SubElement(feed, "title").text = name
    SubElement(feed, "subtitle").text = word("page", "home_lead", lang)
    _link(feed, "self", relative(path, path), "application/atom+xml")
    start = marked(CATALOGUES[lang], edition)
    _link(feed, "alternate", relative(start, path), "text/html", hreflang=lang)
    author = SubElement(feed, "author")
    SubElement(author, "name").text = office.organisation.name(lang)
    SubElement(author, "email").text = str(office.contact.email)
    return feed


def _identifier(issue: Issue, settings: Settings, *names: str) -> str:
    # People who are made up are no earlier numbers of real ones.
    kind = "sample" if issue.lead.synthetic else "register"
    edition = issue.lead.subject.edition
    named = "/".join((settings.areas.province.code, edition, kind, *names))
    return uuid5(_NAMESPACE, named).urn


def _link(parent: Element, rel: str, href: str, kind: str, **more: str) -> None:
    SubElement(parent, "link", {"rel": rel, "href": href, "type": kind, **more})


def _moment(parent: Element, name: str, day: dt.date, settings: Settings) -> None:
    """Add the moment at which what is planned for a day is published."""
    SubElement(parent, name).text = settings.configuration.release.moment(day).isoformat()
