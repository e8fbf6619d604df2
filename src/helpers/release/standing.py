"""The pages that stand for all releases, and that every other page leads to."""

from helpers.domain.about import Edition
from helpers.domain.persian import LANGUAGES, Lang
from helpers.release.navigation import Link, relative
from helpers.release.pages import marked
from helpers.settings import Settings

# By the code of the word that names it.
STANDING = {
    "release_calendar": "calendar",
    "release_practice": "policies/release-practice",
    "revisions_policy": "policies/revisions",
    "confidentiality_policy": "policies/confidentiality",
    "quality_reports": "policies/quality",
    "commitments": "policies/commitments",
    "accessibility": "policies/accessibility",
}
# Those that are prose, with the name under which the office has written it.
POLICIES = {
    code: path.rpartition("/")[2] for code, path in STANDING.items() if path.startswith("policies/")
}


def standing_path(code: str, lang: Lang, edition: Edition) -> str:
    """Return where a page stands in the release."""
    return marked(f"{lang}/{STANDING[code]}.html", edition)


def quality_path(report: str, lang: Lang, edition: Edition) -> str:
    """Return where the quality report of a series stands."""
    return marked(f"{lang}/quality/{report}.html", edition)


def standing_links(start: str, lang: Lang, edition: Edition, settings: Settings) -> list[Link]:
    """Return the links from the page ``start`` to these pages; to itself without an address."""
    return [
        Link(
            settings.terms.text("page", code, lang),
            "" if (path := standing_path(code, lang, edition)) == start else relative(path, start),
        )
        for code in STANDING
    ]


def other_languages(code: str, lang: Lang, edition: Edition, settings: Settings) -> list[Link]:
    """Return links from a page to the same one in the other languages."""
    here = standing_path(code, lang, edition)
    return [
        Link(
            settings.terms.text("page", "language", other),
            relative(standing_path(code, other, edition), here),
            other,
        )
        for other in LANGUAGES
        if other != lang
    ]
