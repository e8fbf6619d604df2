"""The disclosure policy of the settings, in the words that the reports use too."""

from helpers.domain.about import Edition
from helpers.domain.persian import Lang
from helpers.settings import Settings

_PUBLIC = ("notes_disclosure", "notes_contributors", "notes_derived")


def policy_sentences(settings: Settings, lang: Lang, edition: Edition) -> list[str]:
    """Return the policy as sentences of the language, with the numbers of the settings."""
    words = settings.configuration.disclosure.in_words(lang)
    codes = _PUBLIC if edition == "public" else ("notes_internal",)
    return [settings.terms.text("phrase", code, lang).format(**words) for code in codes]
