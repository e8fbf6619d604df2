"""The numbers of a page described for machines: schema.org/Dataset as JSON-LD."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from helpers.domain.about import Edition
from helpers.domain.persian import Lang
from helpers.release.citation import full_title
from helpers.release.completed import Completed
from helpers.release.navigation import relative
from helpers.release.pages import Page
from helpers.release.scripts import json_in_script
from helpers.settings import Settings

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def dataset_json(
    page: Page,
    titles: Mapping[Lang, str],
    completed: Completed,
    checksum: str,
    settings: Settings,
) -> Markup:
    """Return the description, fit to stand in a script element."""
    subject, lang, office = page.subject, page.lang, settings.configuration
    area = settings.areas[subject.area]
    described = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": full_title(subject, titles[lang], lang, settings),
        "description": completed.summary,
        "identifier": subject.identifier,
        "inLanguage": lang,
        **_access(subject.edition, lang, settings),
        "temporalCoverage": f"{subject.period.first_day}/{subject.period.last_day}",
        "spatialCoverage": {
            "@type": "Place",
            "name": area.name(lang),
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": area.latitude,
                "longitude": area.longitude,
            },
        },
        "creator": {
            "@type": "Organization",
            "name": office.organisation.name(lang),
            "email": str(office.contact.email),
        },
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "text/csv",
                "contentUrl": relative(subject.csv, page.path),
                "sha256": checksum,
            },
            {
                "@type": "DataDownload",
                "encodingFormat": XLSX_TYPE,
                "contentUrl": relative(subject.xlsx, page.path),
            },
        ],
    }
    return json_in_script(described, indent=1)


def _access(edition: Edition, lang: Lang, settings: Settings) -> dict[str, Any]:
    """Return who may have the numbers: everyone, or nobody else."""
    if edition == "public":
        return {"isAccessibleForFree": True}
    note = settings.terms.text("page", f"{edition}_note", lang)
    return {"isAccessibleForFree": False, "conditionsOfAccess": note}
