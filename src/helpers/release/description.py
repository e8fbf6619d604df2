"""The description of the data: columns, codes and policy, one page a language."""

from typing import Any

from helpers.domain.about import Edition
from helpers.domain.codelists import BREAKDOWNS
from helpers.domain.persian import LANGUAGES, Lang
from helpers.domain.structure import (
    COLUMNS,
    CONF_STATUS,
    DECIMALS,
    NOTES,
    NOTES_OF_TRUE_VALUES,
    OBS_STATUS,
    STATISTICS,
)
from helpers.release.navigation import CATALOGUES, DESCRIPTIONS, Link, relative
from helpers.release.pages import marked
from helpers.release.policy import policy_sentences
from helpers.release.render import Renderer
from helpers.release.scripts import script
from helpers.settings import Settings


def described_codes(edition: Edition = "public") -> dict[str, list[tuple[str, str]]]:
    """Return the lists of the page, each the terms (kind and code) that it explains."""
    internal = edition != "public"
    conf_status = {name: c for name, c in CONF_STATUS.items() if (name == "internal") == internal}
    return {
        "columns": [("column", code) for code in COLUMNS],
        "statistics": [("statistic", code) for code in STATISTICS],
        "units": [("unit", code) for code in DECIMALS],
        "categories": [
            pair
            for breakdown, categories in BREAKDOWNS.items()
            for pair in [("breakdown", breakdown), *((breakdown, code) for code in categories)]
        ],
        "statuses": [
            *(("obs_status", code) for code in OBS_STATUS.values()),
            *(("conf_status", code) for code in conf_status.values()),
        ],
        "notes": [("note", code) for code in (NOTES_OF_TRUE_VALUES if internal else NOTES)],
    }


def description_pages(renderer: Renderer, settings: Settings) -> dict[str, str]:
    """Return the pages: HTML by path."""
    paths = {lang: marked(path, renderer.edition) for lang, path in DESCRIPTIONS.items()}
    return {
        paths[lang]: renderer.plain(
            "description.html.j2",
            paths[lang],
            lang,
            synthetic=False,
            scripts=[script("contents.js")],
            lists=_lists(lang, settings, renderer.edition),
            policy=policy_sentences(settings, lang, renderer.edition),
            catalogue_href=relative(marked(CATALOGUES[lang], renderer.edition), paths[lang]),
            languages=[
                Link(
                    settings.terms.text("page", "language", other),
                    relative(paths[other], paths[lang]),
                    other,
                )
                for other in LANGUAGES
                if other != lang
            ],
        )
        for lang in LANGUAGES
    }


def _lists(lang: Lang, settings: Settings, edition: Edition) -> list[dict[str, Any]]:
    terms = settings.terms
    lists: list[dict[str, Any]] = [
        {
            "identity": name,
            "title": terms.text("page", name, lang),
            "rows": [
                {
                    "code": f"{kind}/{code}" if kind in BREAKDOWNS else code,
                    "meaning": terms.text(kind, code, lang),
                    "definition": terms[kind, code].definition(lang),
                }
                for kind, code in pairs
            ],
        }
        for name, pairs in described_codes(edition).items()
    ]
    lists.append(
        {
            "identity": "areas",
            "title": terms.text("page", "areas", lang),
            "rows": [
                {"code": area.code, "meaning": area.name(lang), "definition": ""}
                for area in settings.areas
            ],
        }
    )
    for shown in lists:
        shown["defined"] = any(row["definition"] for row in shown["rows"])
    return lists
