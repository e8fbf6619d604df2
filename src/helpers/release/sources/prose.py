"""Numbers written by hand: what a notebook's prose says, looked at before anything is built."""

import json
from collections.abc import Iterator

from helpers.domain.persian import LANGUAGES
from helpers.errors import DataError
from helpers.release.notebooks import Notebook
from helpers.release.sources.constants import FILE, Constants
from helpers.release.sources.tokens import plain
from helpers.settings import Settings

_YEARS = range(1300, 1500)  # which of them a page may name, only the page can say


def numbers_by_hand(notebook: Notebook, settings: Settings) -> Iterator[DataError]:
    """Yield the numbers in a notebook's prose that no table of terms or constants holds."""
    constants = {lang: Constants(settings, lang) for lang in LANGUAGES}
    cells = json.loads(notebook.path.read_text("utf-8"))["cells"]
    for place, cell in enumerate(cells, 1):
        if cell["cell_type"] != "markdown":
            continue
        tags = cell.get("metadata", {}).get("tags", [])
        for lang in [lang for lang in LANGUAGES if lang in tags] or LANGUAGES:
            text = plain("".join(cell["source"]).replace("*", ""))
            for token in constants[lang].others(text, _YEARS)[1]:
                yield DataError(
                    "a number is written by hand",
                    where=f"{notebook.cadence}/{notebook.path.name}, cell {place} ({lang})",
                    found=f"{token.text} in “{text[max(token.start - 30, 0) : token.end + 30]}”",
                    expected="a number that the report shows, or a declared phrase",
                    do=f"declare its phrase and source in data/reference/{FILE}",
                )
