"""The legislated monthly pension by household size, as a frame."""

from pathlib import Path

import pandas as pd

from helpers.domain.codelists import HOUSEHOLD_SIZES
from helpers.domain.pension_scale import PensionScaleError, read_pension_scale
from helpers.errors import DataError, some


def read_scale(path: Path) -> pd.DataFrame:
    """Read the legislated scale: ``month`` (index), ``household_size`` (category), ``scale``.

    Raises
    ------
    DataError
        If a month stands twice for a size, or for some sizes only.
    """
    try:
        scale = read_pension_scale(path)
    except PensionScaleError as error:
        raise DataError(
            "the pension scale does not give one amount for every household size",
            where=f"{path.name}, months {some(error.months)}",
            expected=f"household_size {', '.join(HOUSEHOLD_SIZES)}, each once a month",
            do="complete the table, or leave the month out",
        ) from None
    amounts = [
        (month.index, size, amount)
        for month, sizes in scale.items()
        for size, amount in sizes.items()
    ]
    return pd.DataFrame(amounts, columns=["month", "household_size", "scale"])
