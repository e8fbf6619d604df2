"""What the pages of an edition say of the deliveries behind their numbers."""

import hashlib

from helpers.domain.about import About
from helpers.domain.deliveries import Fact
from helpers.release.pages import Subject
from helpers.release.published_csv import published_csv
from helpers.settings import Settings


def facts_behind(about: About, subject: Subject, settings: Settings) -> tuple[Fact, ...]:
    """Return what is said; nothing of a register that was not delivered."""
    return about.delivered(subject.period, settings.configuration.deliveries.due_days)


def facts_csv(facts: tuple[Fact, ...]) -> str:
    """Return the facts as they are published beside the pages."""
    return published_csv(facts, Fact._fields, "the deliveries behind the numbers")


def facts_known(about: About, subject: Subject, settings: Settings) -> dict[str, str]:
    """Return what these sentences of a page are made from, by its name; nothing without any."""
    facts = facts_behind(about, subject, settings)
    digest = hashlib.sha256(facts_csv(facts).encode()).hexdigest()
    return {"deliveries": digest[:16]} if facts else {}
