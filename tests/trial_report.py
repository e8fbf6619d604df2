"""A small trial report: its notebook, its numbers, its runs, without register and kernels."""

from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.domain.about import About
from helpers.domain.periods import Month, parse_period
from helpers.domain.structure import COLUMNS, KEY
from helpers.domain.tidy import as_csv
from helpers.domain.vintages import PAST_COLUMNS
from helpers.release.completed import MIMETYPE
from helpers.release.execute import NotebookFailedError, Run
from helpers.release.pages import Page, Subject
from helpers.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
TITLES = {"fa": "گزارش آزمایشی", "en": "Trial report"}
PARAMETERS = 'period = "1403-07"\narea = "x"\nlang = "fa"'


def notebook_of(*cells: nbformat.NotebookNode, report: str = "trial", order: int = 1):
    """Return a notebook with parameters, the cells, and the description of its report."""
    about = {"report": report, "order": order, "title": TITLES, "languages": ["fa", "en"]}
    parameters = new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})
    return new_notebook(cells=[parameters, *cells], metadata={"karnameh": about})


def write_notebook(root: Path, cadence: str, notebook: nbformat.NotebookNode) -> Path:
    path = root / "notebooks" / cadence / f"{notebook.metadata.karnameh.report}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


def row(subject: Subject, **changes: str) -> dict[str, str]:
    """Return one row of numbers of a subject."""
    plain = {
        "statistic": "median_months_open", "period": str(subject.period),
        "period_start": str(subject.period.first_day), "period_end": str(subject.period.last_day),
        "area": subject.area, "breakdown": "all", "category": "all", "value": "5793",
        "unit": "months", "obs_status": "P",
        "conf_status": "F" if subject.edition == "public" else "N", "note": "exact",
    }  # fmt: skip
    assert tuple(plain) == COLUMNS
    return plain | changes


def completed_cell(page: Page, rows: Sequence[dict[str, str]], summary: str = "خلاصه"):
    content = {
        "status": "P", "synthetic": True, "summary": summary,
        "rows": as_csv((tuple(row.values()) for row in rows), COLUMNS), "absent": as_csv([], KEY),
        "past": as_csv([], PAST_COLUMNS), "main_series": [],
    }  # fmt: skip
    output = new_output("display_data", data={MIMETYPE: content})
    return new_code_cell("report.complete()", metadata={"tags": ["complete"]}, outputs=[output])


def executed(
    page: Page, *, html: str = '<p class="finding">یافته</p>',
    rows: Sequence[dict[str, str]] | None = None, summary: str = "خلاصه",
):  # fmt: skip
    """Return a notebook as it is after its run."""
    shown = new_output("display_data", data={"text/html": html, "text/plain": "SECRET-PLAIN"})
    noise = new_output("stream", name="stderr", text="SECRET-STREAM")
    return notebook_of(
        new_markdown_cell("## بخش نخست", metadata={"tags": ["fa"]}),
        new_markdown_cell("## First part", metadata={"tags": ["en"]}),
        new_code_cell("SECRET_CODE = 1", outputs=[shown, noise]),
        completed_cell(page, rows if rows is not None else [row(page.subject)], summary),
    )


ABOUT = About(True, Month(1400, 3), Month(1403, 7), {"case_files": 9}, {}, "0f", edition="public")


Execute = Callable[[Page], Run]


def failing(page: Page) -> Run:
    failure = NotebookFailedError("trial failed", where="cell 3: 1 / 0", found="ZeroDivisionError")
    return Run(page, executed(page), failure)


def page_of(
    settings: Settings | None = None, *, lang: str = "fa", period: str = "1403-07",
    area: str = "x", report: str = "trial",
) -> Page:  # fmt: skip
    """Return a page of the province, or of an area without settings."""
    code = settings.areas.province.code if settings else area
    return Page(Subject(report, parse_period(period), code), lang)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
