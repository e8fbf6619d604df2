"""How many examples Hypothesis tries: every day a third of them, other ones each time."""

import os
from typing import Any

import hypothesis

_EVERY_DAY = 0.35


def up_to(number: int, **options: Any) -> hypothesis.settings:
    """Return the settings of a property test: so many examples where nothing is left out."""
    share = 1.0 if os.environ.get("KARNAMEH_NOTHING_LEFT_OUT") else _EVERY_DAY
    return hypothesis.settings(deadline=None, max_examples=round(share * number), **options)
