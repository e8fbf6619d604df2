"""Where a text puts ink: drawn letter by letter as its shaping and direction demand."""

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from PIL import Image

from helpers.report.charts.theme import FONT_FILES, TEXT

Ink = np.ndarray
# Both pictures of a text are laid on each other in a frame of so many rows.
_ROWS = 24


def drawn(text: str, scale: float, *, bold: bool = False) -> Ink:
    """Return where ink is, ``scale`` pixels to a unit of a chart."""
    figure = Figure(figsize=(500 / 72, 40 / 72), dpi=72 * scale)
    canvas = FigureCanvasAgg(figure)
    font = FontProperties(fname=str(FONT_FILES[bold]), size=TEXT)
    figure.text(0.02, 0.4, text, fontproperties=font, parse_math=False)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., 0] < 128


def cut_out(ink: Ink) -> Ink:
    """Return the smallest picture that holds all ink."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def likeness(one: Ink, other: Ink) -> float:
    """Return how far two pictures of a text agree: 1 where ink lies on ink everywhere.

    Each is cut out, and both are brought to one size, so that neither place nor hinting counts; a
    text of another width is none the less unlike, for its letters come to lie elsewhere.
    """
    one, other = cut_out(one), cut_out(other)
    size = (round(_ROWS * one.shape[1] / one.shape[0]), _ROWS)
    grey = [
        np.asarray(Image.fromarray(ink.astype(np.uint8) * 255).resize(size), dtype=float) / 255
        for ink in (one, other)
    ]
    both, either = np.minimum(*grey).sum(), np.maximum(*grey).sum()
    return float(both / either)
