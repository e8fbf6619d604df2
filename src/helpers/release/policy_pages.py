"""The pages on how these statistics are made: policies, commitments, quality of each series."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from helpers.domain.persian import LANGUAGES, Lang, format_number
from helpers.release.catalogue import Entry, titles_of
from helpers.release.exporter import Section, sections_of
from helpers.release.navigation import CATALOGUES, Link, relative
from helpers.release.pages import marked
from helpers.release.policies import FRAMEWORKS, policy_text, read_commitments
from helpers.release.quality import QUALITY, Indicator
from helpers.release.render import Renderer
from helpers.release.standing import POLICIES, other_languages, quality_path, standing_path
from helpers.settings import Settings

_TITLE = "# "
_DECIMALS = {"percent": 1}


def policy_pages(
    entries: Sequence[Entry], found: Sequence[Indicator], renderer: Renderer, settings: Settings
) -> dict[str, str]:
    """Return the pages: HTML by path.

    Parameters
    ----------
    found
        The indicators of every series of the release.
    """
    synthetic = any(entry.synthetic for entry in entries)
    titles = _titles(entries)
    pages = {}
    for lang in LANGUAGES:
        for code, name in POLICIES.items():
            path = standing_path(code, lang, renderer.edition)
            title, lead, sections = _prose(settings, code, name, lang, renderer)
            series = titles if code == "quality_reports" else {}
            pages[path] = renderer.plain(
                "policy.html.j2", path, lang, synthetic=synthetic, title=title, lead=lead,
                sections=sections,
                frameworks=_frameworks(settings, lang) if code == "commitments" else [],
                series=[
                    Link(series[report][lang], relative(_quality(report, lang, renderer), path))
                    for report in series
                ],
                **_ways(code, lang, path, renderer, settings),
            )  # fmt: skip
        general = standing_path("quality_reports", lang, renderer.edition)
        for report, names in titles.items():
            path = _quality(report, lang, renderer)
            pages[path] = renderer.plain(
                "quality.html.j2", path, lang, synthetic=synthetic, title=names[lang],
                about=_about(settings, report, lang),
                tables=_tables([i for i in found if i.report == report], lang, settings),
                general_href=relative(general, path),
                csv_href=relative(marked(QUALITY, renderer.edition), path),
                catalogue_href=relative(marked(CATALOGUES[lang], renderer.edition), path),
                languages=[
                    Link(settings.terms.text("page", "language", other),
                         relative(_quality(report, other, renderer), path), other)
                    for other in LANGUAGES if other != lang
                ],
            )  # fmt: skip
    return pages


def _titles(entries: Sequence[Entry]) -> dict[str, Mapping[Lang, str]]:
    """Return the titles of all reports of the release, of whatever cadence."""
    found: dict[str, Mapping[Lang, str]] = {}
    for titles in titles_of(entries).values():
        found = {**titles, **found}
    return found


def _quality(report: str, lang: Lang, renderer: Renderer) -> str:
    return quality_path(report, lang, renderer.edition)


def _ways(
    code: str, lang: Lang, path: str, renderer: Renderer, settings: Settings
) -> dict[str, Any]:
    return {
        "catalogue_href": relative(marked(CATALOGUES[lang], renderer.edition), path),
        "languages": other_languages(code, lang, renderer.edition, settings),
    }


def _prose(
    settings: Settings, code: str, name: str, lang: Lang, renderer: Renderer
) -> tuple[str, str, list[Section]]:
    """Return the title of a policy, its first paragraph, and its sections."""
    text = policy_text(settings, name, lang, renderer.edition).strip()
    if not text.startswith(_TITLE):
        return settings.terms.text("page", code, lang), "", sections_of(text)
    title, _, rest = text.removeprefix(_TITLE).partition("\n")
    lead, mark, sections = rest.strip().partition("\n## ")
    return title.strip(), lead.strip(), sections_of(mark.lstrip() + sections)


def _about(settings: Settings, report: str, lang: Lang) -> Markup:
    """Return what the office says of one series."""
    return Markup("").join(
        s.html for s in sections_of(policy_text(settings, f"quality-{report}", lang))
    )


def _frameworks(settings: Settings, lang: Lang) -> list[dict[str, Any]]:
    commitments = read_commitments(settings)
    return [
        {
            "identity": f"framework-{name}",
            "name": settings.terms.text("page", f"framework_{name}", lang),
            "rows": [c.texts(lang) for c in commitments if c.framework == name],
        }
        for name in FRAMEWORKS
        if any(c.framework == name for c in commitments)
    ]


def _tables(found: Sequence[Indicator], lang: Lang, settings: Settings) -> list[dict[str, Any]]:
    """Return a table of indicators for each cadence of a series."""
    word = settings.terms.text
    return [
        {
            "identity": f"quality-{cadence}",
            "name": word("cadence", cadence, lang),
            "period": next(i.period for i in found if i.cadence == cadence).name(lang),
            "rows": [
                {
                    "key": i.key,
                    "name": word("indicator", i.name, lang),
                    "meaning": settings.terms["indicator", i.name].definition(lang),
                    "value": format_number(i.value, lang, _DECIMALS.get(i.unit, 0)),
                    "unit": word("indicator_unit", i.unit, lang),
                }
                for i in found
                if i.cadence == cadence
            ],
        }
        for cadence in dict.fromkeys(i.cadence for i in found)
    ]
