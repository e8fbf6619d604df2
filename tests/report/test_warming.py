"""A process that has been warmed can fork reports, and they have nothing left to read."""

import json
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
# Warms, and makes reports; says how many threads and what memory it had, and what it imported.
OF_A_WARM_PROCESS = """
import json, os, sys
import helpers.report, helpers.report.rows as rows
threads = []
count = lambda: threads.append(len(os.listdir("/proc/self/task")))
count()
helpers.report.warm()
count()
status = dict(line.split(":") for line in open("/proc/self/status"))
before, rows.read_columns = set(sys.modules), None
for period in ("1403-07", "1402"):
    report = helpers.report.open_report(period, "abhar", "fa")
    report.headline("files_active", "files_opened"), report.trend("files_active")
    report.section("files_active", by="residence"), report.data("files_active")
    report.counties("files_active", rate="active_per_1000")
    report.map("files_active"), report.published_figures("files_active")
    report.quality(), report.notes()
    report.complete()._repr_mimebundle_()
count()
imported = sorted(set(sys.modules) - before)
size = int(status["VmRSS"].split()[0])
print(json.dumps({"threads": threads, "size": size, "imported": imported}))
"""
needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="threads are counted in /proc")


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
def warmed(said):
    """What a process that was warmed says of itself."""
    return json.loads(" ".join(said(OF_A_WARM_PROCESS)))


@needs_proc
def test_reading_the_table_and_warming_leave_no_thread_behind(warmed):
    assert warmed["threads"] == [1, 1, 1]


@needs_proc
def test_a_warm_process_takes_less_than_300_megabytes(warmed):
    assert warmed["size"] < 300_000


@needs_proc
def test_after_warming_a_report_imports_nothing_and_reads_no_table(warmed):
    assert warmed["imported"] == []


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
