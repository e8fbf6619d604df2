"""The disclosure policy of the settings, in the words that the reports use too."""

from helpers.domain.persian import Lang, format_number
from helpers.domain.published import Edition
from helpers.settings import Settings

_PUBLIC = ("notes_disclosure", "notes_contributors", "notes_derived")


def policy_sentences(settings: Settings, lang: Lang, edition: Edition) -> list[str]:
    """Return the policy as sentences of the language, with the numbers of the settings."""
    policy = settings.configuration.disclosure
    numbers = {
        "most_hidden": policy.hide_below - 1,
        "base": policy.round_to,
        "small_group": policy.small_group,
        "contributors": policy.minimum_contributors,
        "dominance": policy.dominance_percent,
        "digits": policy.significant_digits,
    }
    words = {
        name: format_number(number, lang, 0 if float(number).is_integer() else 1)
        for name, number in numbers.items()
    }
    codes = _PUBLIC if edition == "public" else ("notes_internal",)
    return [settings.terms.text("phrase", code, lang).format(**words) for code in codes]
