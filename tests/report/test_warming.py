"""A process that has been warmed can fork reports, and they have nothing left to read."""

import os
import subprocess
import sys

import pytest
from handed_over import rows_of

from helpers.report.warming import one_of_everything, warm
from helpers.settings import ROOT_VARIABLE, STATISTICS_VARIABLE

# Without these, NumPy and Arrow start threads of their own as soon as they are imported.
NO_THREADS = {
    "OPENBLAS_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="threads are counted in /proc")


@pytest.fixture
def said(root, table_file):
    """Run code in a process of its own, without other threads; return what it prints."""
    where = {ROOT_VARIABLE: str(root), STATISTICS_VARIABLE: str(table_file)}

    def run(code: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, **NO_THREADS, **where},
            cwd=root, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.split()

    return run


@needs_proc
def test_reading_the_table_and_warming_leave_no_thread_behind(said):
    assert said(
        "import os, helpers.report\n"
        "count = lambda: print(len(os.listdir('/proc/self/task')))\n"
        "report = helpers.report.open_report('1403-07', 'abhar', 'fa')\n"
        "count()\n"
        "helpers.report.warm()\n"
        "count()\n"
        "report.data('files_active')\n"
        "count()\n"
    ) == ["1", "1", "1"]


@needs_proc
def test_a_warm_process_takes_less_than_300_megabytes(said):
    [size] = said(
        "import helpers.report; helpers.report.warm()\n"
        "status = dict(line.split(':') for line in open('/proc/self/status'))\n"
        "print(status['VmRSS'].split()[0])\n"
    )
    assert int(size) < 300_000


def test_after_warming_a_report_imports_nothing_and_reads_no_table(said):
    assert (
        said(
            "import sys, helpers.report, helpers.report.rows as rows\n"
            "helpers.report.warm()\n"
            "before, rows.read_columns = set(sys.modules), None\n"
            "for period in ('1403-07', '1402'):\n"
            "    report = helpers.report.open_report(period, 'abhar', 'fa')\n"
            "    report.headline('files_active', 'files_opened'), report.trend('files_active')\n"
            "    report.section('files_active', by='residence'), report.data('files_active')\n"
            "    report.counties('files_active', rate='active_per_1000')\n"
            "    report.map('files_active'), report.published_figures('files_active')\n"
            "    report.quality(), report.notes()\n"
            "    report.complete()._repr_mimebundle_()\n"
            "print(*set(sys.modules) - before)\n"
        )
        == []
    )


@needs_proc
def test_forks_measure_words_at_once_without_disturbing_each_other(said):
    # They would, if they had the font file open: its reading position is one for all of them.
    assert said(
        "import os\n"
        "from helpers.report.charts.theme import text_width\n"
        "text_width('0')\n"
        "pipes = [os.pipe() for _ in range(4)]\n"
        "measure = lambda: repr([text_width(chr(code)) for code in range(0x621, 0x64B)]).encode()\n"
        "for _, end in pipes:\n"
        "    if not os.fork():\n"
        "        os.write(end, measure())\n"
        "        os._exit(0)\n"
        "for _ in pipes:\n"
        "    os.wait()\n"
        "print({os.read(end, 10_000) for end, _ in pipes} == {measure()})\n"
    ) == ["True"]


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("period", ["1403-07", "1402"])
def test_one_of_everything_can_be_shown_of_the_province(opened, settings, period, lang):
    report = opened(period, settings.areas.province.code, lang)
    *shown, completed = one_of_everything(report)
    assert len(shown) > 50
    assert all(repr(part) for part in shown)
    assert len(rows_of(completed.bundle)) > 300


def test_a_table_of_another_shape_does_not_keep_a_process_from_warming(table_file, monkeypatch):
    monkeypatch.setattr("helpers.report.warming.one_of_everything", lambda report: 1 / 0)
    warm(table_file)


def test_where_nothing_has_been_counted_there_is_nothing_to_warm(said):
    assert said("import helpers.report as r, pathlib\nr.warm(pathlib.Path('none'))\nprint(1)") == [
        "1"
    ]
