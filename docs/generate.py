"""Write the pages of the documentation that are made from the code and the reference tables.

`make docs` runs it; a test compares the pages with what it would write.
"""

import sys
from pathlib import Path

from helpers.delivery.faults import faults_table
from helpers.domain.codelists import BREAKDOWNS, TOTAL
from helpers.domain.structure import STATISTICS
from helpers.domain.terms import Terms
from helpers.settings import load_settings

FOLDER = Path(__file__).parent


def glossary(terms: Terms) -> str:
    """Return every statistic and code in both languages, with its definition."""
    lines = [
        "# Glossary",
        "",
        "Made from `data/reference/terms.csv` and `domain/structure.py` by `make docs`.",
        "",
        "## Statistics",
        "| code | English | Persian | unit | breakdowns | definition |",
        "|---|---|---|---|---|---|",
    ]
    for code, statistic in STATISTICS.items():
        term = terms["statistic", code]
        unit = terms.text("unit", statistic.unit, "en")
        breakdowns = ", ".join(statistic.breakdowns) or "–"
        lines.append(
            f"| `{code}` | {term.en} | {term.fa} | {unit} | {breakdowns} | {term.definition_en} |"
        )
    lines += ["", "## Breakdowns", "| code | English | Persian | categories |", "|---|---|---|---|"]
    for breakdown, categories in BREAKDOWNS.items():
        term = terms["breakdown", breakdown]
        words = ", ".join(f"`{code}` {terms.text(breakdown, code, 'en')}" for code in categories)
        lines.append(f"| `{breakdown}` | {term.en} | {term.fa} | {words} |")
    lines += [
        "",
        "## Statuses and notes",
        "| column | code | English | Persian |",
        "|---|---|---|---|",
    ]
    for kind in ("obs_status", "conf_status", "note"):
        lines += [f"| `{kind}` | `{t.code}` | {t.en} | {t.fa} |" for t in terms.of_kind(kind)]
    lines += ["", f"`{TOTAL}` in `breakdown` and `category` is the total.", ""]
    return "\n".join(lines)


def pages() -> dict[str, str]:
    """Return the text of every generated page by its file name."""
    return {"glossary.md": glossary(load_settings().terms), "data-faults.md": faults_table()}


if __name__ == "__main__":
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        sys.stdout.write(f"docs/{name}\n")
