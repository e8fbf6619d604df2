"""Every notebook runs to its end, in both languages, for the province and the smallest county."""

from itertools import product

import nbformat
import pytest
from handed_over import rows_of
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from helpers.domain.persian import LANGUAGES
from helpers.report.complete import MIME_TYPE
from helpers.settings import ROOT_VARIABLE, STATISTICS_VARIABLE

# The release that the everyday tests build runs the same notebooks in kernels of their own.
pytestmark = pytest.mark.heavy

CASES = list(product(("monthly", "annual"), ("caseload", "pensions", "students")))


@pytest.fixture
def shell(main_module):
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def run(shell, path, **parameters):
    """Run the cells one by one; return what they display, as dictionaries by MIME type."""
    shell.reset(new_session=False)
    displayed = []
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        with capture_output() as captured:
            result = shell.run_cell(cell.source)
            if "parameters" in cell.metadata.get("tags", []):
                shell.push(parameters)
        result.raise_error()
        displayed += [output.data for output in captured.outputs]
        if result.result is not None:
            displayed.append(shell.display_formatter.format(result.result)[0])
    return displayed


@pytest.mark.parametrize(("cadence", "name"), CASES, ids=["-".join(case) for case in CASES])
def test_it_runs_to_its_end_and_shows_the_same_rows_in_both_languages(
    shell, root, settings, sample_file, monkeypatch, cadence, name
):
    monkeypatch.setenv(ROOT_VARIABLE, str(root))
    monkeypatch.setenv(STATISTICS_VARIABLE, str(sample_file))
    smallest = min(settings.areas.counties, key=lambda county: county.population[1395])
    for area in (settings.areas.province.code, smallest.code):
        bundles = {}
        for lang in LANGUAGES:
            outputs = run(
                shell, root / "notebooks" / cadence / f"{name}.ipynb", area=area, lang=lang
            )
            *shown, complete = outputs
            bundles[lang] = complete[MIME_TYPE]
            html = "\n".join(output["text/html"] for output in shown)
            assert html.count("<figure") > 10
            assert html.count('<div class="headline"') == 1
            assert html.count('<div class="quality"') == 1
            assert "None" not in html and "nan" not in html.lower().split()
            assert "{" not in html.split("<svg")[0]
        assert bundles["fa"]["rows"] == bundles["en"]["rows"]
        assert len(rows_of(bundles["fa"])) > 100
        assert bundles["fa"]["area"] == area
