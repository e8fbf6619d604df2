"""What is measured of a command."""

import os
import sys

import pytest

from benchmarks.measure import CommandFailedError, Memory, Range, run

BURN = "import time\nwhile time.process_time() < 0.2: pass\n"


def python(code, folder, **options):
    return run([sys.executable, "-c", code], os.environ, folder, **options)


def test_processor_time_counts_the_children_of_the_command(tmp_path):
    code = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {BURN!r}])"
    assert python(code, tmp_path).cpu > 0.2


def test_a_command_that_fails_is_an_error_with_what_it_said(tmp_path):
    with pytest.raises(CommandFailedError, match="status 3\nwhy"):
        python("print('why'); raise SystemExit(3)", tmp_path)


def test_a_command_ended_by_a_signal_is_an_error(tmp_path):
    with pytest.raises(CommandFailedError, match="status -9"):
        python("import os; os.kill(os.getpid(), 9)", tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="private memory is measured on Linux")
def test_what_a_fork_shares_is_its_parents_and_what_it_writes_is_its_own(tmp_path):
    code = (
        "import os, time\nshared = bytearray(os.urandom(80_000_000))\n"
        "if os.fork() == 0:\n    own = bytearray(os.urandom(30_000_000)); time.sleep(0.5)\n"
        "    os._exit(0)\nos.wait()"
    )
    memory = Memory()
    python(code, tmp_path, look=memory.look)
    assert memory.parent > 80
    assert 30 < memory.own_by_depth[1] < 80
    assert set(memory.own_by_depth) == {1}


def test_a_range_has_the_middle_and_both_ends():
    assert Range.of([3.0, 1.0, 2.0, 10.0]) == Range(2.5, 1.0, 10.0)
