"""What the register cannot tell: said with the reason, so that it is never taken for a zero."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Gap:
    """A statistic that is not available for a period.

    Attributes
    ----------
    note
        Why, as a code of :data:`helpers.domain.structure.NOTES`.
    category
        The one category concerned; empty if all are.
    """

    statistic: str
    period: str
    note: str
    category: str = ""
