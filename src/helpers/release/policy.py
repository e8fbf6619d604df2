"""The disclosure policy of the settings, in words."""

from helpers.domain.persian import Lang, persian_digits
from helpers.settings import Settings

_SENTENCES = ("policy_counts", "policy_sums", "policy_derived")


def policy_sentences(settings: Settings, lang: Lang) -> list[str]:
    """Return the policy as sentences of the language, with the numbers of the settings."""
    policy = settings.configuration.disclosure
    numbers = {
        "last_hidden": f"{policy.hide_below - 1}",
        "round_to": f"{policy.round_to}",
        "minimum_contributors": f"{policy.minimum_contributors}",
        "dominance_percent": f"{policy.dominance_percent:g}",
        "significant_digits": f"{policy.significant_digits}",
    }
    if lang == "fa":
        numbers = {name: persian_digits(text) for name, text in numbers.items()}
    return [settings.terms.text("page", code, lang).format(**numbers) for code in _SENTENCES]
