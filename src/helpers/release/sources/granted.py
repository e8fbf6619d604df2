"""What the law grants in the month of a page: amounts that stand beside mean pensions."""

from collections.abc import Mapping
from decimal import Decimal

from helpers.domain.periods import Month
from helpers.release.pages import Subject
from helpers.settings import Settings

# Rials by household size, as the reference table has them.
Granted = Mapping[str, Decimal]


def granted_in(subject: Subject, settings: Settings) -> Granted:
    """Return the scale in force in the month of a page; nothing where there is none."""
    if not isinstance(subject.period, Month):
        return {}
    scale = settings.pension_scale.get(subject.period, {})
    return {size: Decimal(amount) for size, amount in scale.items()}
