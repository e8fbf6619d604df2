"""Whole numbers and amounts of money, with the marks and units that offices write."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.delivery.cleaning.columns import Reading, Readings
from helpers.delivery.cleaning.identifiers import ROUNDED_OFF

RIALS_IN_A_TOMAN = 10
_LARGEST = 2**63 - 1
_MOST_DIGITS = len(str(_LARGEST))
_SURELY_FIT = 17  # digits, even if they are of tomans
_NOT_A_NUMBER, _DIGITS_LOST = Reading(fault="E116"), Reading(fault="E119")
_SIGN = "[-−]"
_SIGNED = re.compile(f"({_SIGN} ?)?([0-9](?:.*[0-9])?)( ?{_SIGN})?")
# One mark throughout; a point only where it stands twice: 6.000 may be six.
_WHOLE = re.compile(
    r"([0-9]+|[0-9]{1,3}([,٬،'’ ])[0-9]{3}(?:\2[0-9]{3})*)([.٫]0+)?|([0-9]{1,3}(?:\.[0-9]{3}){2,})"
)
_USUALLY_GROUPED = "^[0-9]{1,3}(?:(?:,[0-9]{3})+|(?:٬[0-9]{3})+)$"
_LENGTH_OF_A_GROUP = 3
_TOMAN = re.compile("تومان|tomans?", re.IGNORECASE)
_UNITS = f"(?:ریال|rials?|﷼|{_TOMAN.pattern})"
_UNIT = re.compile(f"^{_UNITS} ?| ?{_UNITS}$", re.IGNORECASE)


def read_usual_amounts(texts: pa.StringArray, *, in_tomans: bool = False) -> Readings:
    """Return the rials of all texts of digits alone, or with thousands marks; null for the others.

    Parameters
    ----------
    in_tomans
        Whether the heading says toman.
    """
    grouped = pc.match_substring_regex(texts, _USUALLY_GROUPED)
    bare = pc.if_else(grouped, pc.replace_substring_regex(texts, "[,٬]", ""), texts)
    short = pc.less_equal(pc.binary_length(bare), _SURELY_FIT)
    usual = pc.and_(pc.ascii_is_decimal(bare), short)
    numbers = pc.if_else(usual, bare, None).cast(pa.int64())
    changes = {"amounts": np.asarray(pc.and_(grouped, usual))}
    if not in_tomans:
        return Readings(numbers, changes=changes)
    changes["tomans"] = np.asarray(usual)
    return Readings(pc.multiply(numbers, RIALS_IN_A_TOMAN), changes=changes)


def read_whole_number(text: str) -> Reading:
    """Return the whole number that a tidy text writes, with thousands marks or without."""
    number = _number(text)
    if number is None:
        return _DIGITS_LOST if ROUNDED_OFF.fullmatch(text) else _NOT_A_NUMBER
    return Reading(number, changes=() if str(number) == text else ("spelling",))


def read_amount(text: str, *, in_tomans: bool = False) -> Reading:
    """Return the rials that a tidy text writes.

    Parameters
    ----------
    in_tomans
        Whether the heading says toman; a unit in the cell itself goes before it.
    """
    number, units = _UNIT.subn("", text)
    if units:
        in_tomans = bool(_TOMAN.search(text))
    reading = read_whole_number(number) if units < 2 else _NOT_A_NUMBER
    if not isinstance(reading.value, int):
        return reading
    rials = reading.value * (RIALS_IN_A_TOMAN if in_tomans else 1)
    if abs(rials) > _LARGEST:
        return _NOT_A_NUMBER
    respelled = ("amounts",) if reading.changes or units else ()
    return Reading(rials, changes=respelled + ("tomans",) * in_tomans)


def _number(text: str) -> int | None:
    signed = _SIGNED.fullmatch(text)
    whole = _WHOLE.fullmatch(signed[2]) if signed else None
    if not signed or not whole or (signed[1] and signed[3]):
        return None
    grouped, mark, decimals, with_points = whole.groups()
    could_be_group = bool(mark) or len(grouped or "") <= _LENGTH_OF_A_GROUP
    if decimals and len(decimals) == 1 + _LENGTH_OF_A_GROUP and could_be_group:
        return None
    digits = re.sub("[^0-9]", "", grouped or with_points)
    if len(digits) > _MOST_DIGITS or int(digits) > _LARGEST:
        return None
    return -int(digits) if signed[1] or signed[3] else int(digits)
