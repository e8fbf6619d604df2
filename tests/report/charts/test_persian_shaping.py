"""That Persian is joined and runs from right to left, seen in pixels."""

import numpy as np
from persian_ink import drawn as ink_at

from helpers.domain.persian import ZWNJ, Lang
from helpers.report.charts.theme import TEXT, directed, text_width, wrap

SCALE = 10


def drawn(text: str) -> np.ndarray:
    """Return where ink is, ten pixels to a unit."""
    return ink_at(text, SCALE)


def ink_width(text: str) -> float:
    columns = np.flatnonzero(drawn(text).any(axis=0))
    return float(columns[-1] - columns[0] + 1) / SCALE


def test_letters_of_a_word_are_joined() -> None:
    apart = ZWNJ.join("بهمن")
    assert ink_width("بهمن") < 0.8 * ink_width(apart)


def test_a_word_begins_on_the_right() -> None:
    # The tall alef is the last letter of «با».
    ink = drawn("با")
    columns = np.flatnonzero(ink.any(axis=0))
    tallest = int(ink.sum(axis=0).argmax())
    assert tallest < columns.mean()


def test_the_order_of_letters_matters() -> None:
    assert not np.array_equal(drawn("بهمن"), drawn("نمهب"))


def test_the_measured_width_is_the_drawn_one() -> None:
    for text in ("بهمن", "پرونده‌های تشکیل‌شده", "۵٬۷۹۳", "Shahrivar"):
        assert abs(text_width(text) - ink_width(text)) < 0.15 * TEXT


def test_isolates_have_no_width() -> None:
    lang: Lang = "fa"
    assert text_width(directed("بهمن", lang)) == text_width("بهمن")


def test_wrapped_lines_keep_all_words_within_the_width() -> None:
    text = "پرونده‌های مددکاری تشکیل‌شده در طول سال"
    lines = wrap(text, 90)
    assert " ".join(lines) == text
    assert all(text_width(line) <= 90 for line in lines)
