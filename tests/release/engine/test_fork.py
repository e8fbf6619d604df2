"""Each way in which a notebook can misbehave: it is ended, named, and leaves nothing behind.

Run in a process with a single thread, as the build's are: there notebooks are forked from it.
"""

import json
import os
import re
import subprocess
import sys

import pytest
from built import made_once

from helpers.release.engine.parent import NO_THREADS

MISBEHAVES = {
    "leaves": "import os; os._exit(3)",
    "crashes": "import ctypes; ctypes.string_at(0)",
    "is killed": "import os; os.kill(os.getpid(), 9)",
    "loops": "while True: pass",
    "ignores signals": "import signal\n"
    "for s in (signal.SIGINT, signal.SIGTERM):\n    signal.signal(s, signal.SIG_IGN)\n"
    "while True: pass",
    "eats memory": "x = [bytearray(10_000_000) for _ in range(1000)]",
    "shouts": "while True: print('x' * 5_000_000, flush=True)",
    "exits": "exit()",
}
STARTS = {
    "a child": "import subprocess\nsubprocess.Popen(['sleep', '1003'])",
    "one that leaves its group": "import subprocess\n"
    "subprocess.Popen(['sleep', '1003'], start_new_session=True)",
    "one whose parent is gone": "import os\n"
    "if not os.fork():\n    if not os.fork():\n        os.setsid()\n"
    "        os.execlp('sleep', 'sleep', '1003')\n    os._exit(0)\nos.wait()",
    "one that ignores SIGTERM": "import subprocess\n"
    "subprocess.Popen(['sh', '-c', 'trap \"\" TERM; sleep 1003; true'])",
}
# No build imports it (helpers.release.warm), for it takes longer than all else.
LIGHT = "import sys; sys.modules['rfc3987_syntax'] = None\n"
SCRIPT = """
import json, os, sys, time
import papermill
from nbformat.v4 import new_code_cell, new_notebook
from pathlib import Path
from helpers.configuration import Limits

def children():
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()

sources = json.loads(sys.stdin.read())
said = {}
for name, source in sources.items():
    ended = []
    cells = [new_code_cell("before = 1"), new_code_cell(source), new_code_cell("before + 1")]
    begun = time.monotonic()
    try:
        papermill.execute_notebook(
            new_notebook(cells=cells), None, engine_name="karnameh", kernel_name="python3",
            language="python", progress_bar=False, on_end=ended.append,
            limits=Limits(notebook_seconds=2, notebook_memory_mb=200),
        )
        error = ""
    except papermill.PapermillExecutionError as found:
        error = f"{found.ename}: {found.evalue}"
    run = [cell for cell in ended[0].cells if "papermill" in cell.metadata]
    states = [cell.metadata.papermill.status for cell in run]
    said[name] = [error, states, children(), time.monotonic() - begun]
print(json.dumps(said))
"""


def python(script: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LIGHT + script], input=given,
        env=os.environ | NO_THREADS, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def run(sources: dict[str, str], script: str = SCRIPT) -> dict[str, list]:
    done = python(script, json.dumps(sources))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def misbehaved(tmp_path_factory):
    base = tmp_path_factory.getbasetemp()
    return json.loads(made_once(base, "misbehaved.json", lambda: json.dumps(run(MISBEHAVES))))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("leaves", "its process left before it had answered, with status 3"),
        ("crashes", "its process was ended by SIGSEGV"),
        ("is killed", "its process was ended by SIGKILL"),
        ("loops", "it ran longer than 2 seconds, the limit of one notebook"),
        ("ignores signals", "it ran longer than 2 seconds, the limit of one notebook"),
        ("eats memory", "MemoryError: "),
        # Whichever it meets first.
        ("shouts", "it showed more than 200 MB|MemoryError|it ran longer than 2 seconds"),
    ],
)
def test_it_is_ended_in_its_cell_and_the_reason_is_said(misbehaved, name, reason):
    error, states, _, _ = misbehaved[name]
    assert re.search(reason, error)
    assert states == ["completed", "failed", "pending"]


def test_a_notebook_that_closes_itself_fails_in_the_next_cell(misbehaved):
    error, states, _, _ = misbehaved["exits"]
    assert "its process left" in error
    assert states == ["completed", "completed", "failed"]


def test_no_process_is_left(misbehaved):
    assert {name: left for name, (_, _, left, _) in misbehaved.items() if left} == {}


@pytest.mark.skipif(not os.path.exists("/bin/sleep"), reason="there is no sleep(1)")
def test_what_a_notebook_starts_ends_with_it():
    said = run(STARTS)
    assert {name: left for name, (_, _, left, _) in said.items() if left} == {}
    assert [error for error, *_ in said.values()] == [""] * len(STARTS)
    running = subprocess.run(["pgrep", "-x", "-f", "sleep 1003"], capture_output=True, check=False)
    assert running.stdout == b""


def test_two_notebooks_know_nothing_of_each_other():
    first = "import os, sys\nos.environ['LEFT'] = sys.left = 'behind'\nos.chdir('/')"
    second = (
        "import os, sys\nassert 'LEFT' not in os.environ and not hasattr(sys, 'left')\n"
        "assert os.getcwd() != '/'"
    )
    assert [error for error, *_ in run({"1": first, "2": second}).values()] == ["", ""]


def test_a_process_with_other_threads_is_not_forked():
    """A server without threads is started for it, and forks instead."""
    thread = (
        "import threading\nthreading.Thread(target=time.sleep, args=[60], daemon=True).start()\n"
    )
    source = (
        "import os\nfrom pathlib import Path\nparent = Path(f'/proc/{os.getppid()}')\n"
        "assert len(list((parent / 'task').iterdir())) == 1\n"
        "assert b'forkserver' in (parent / 'cmdline').read_bytes()"
    )
    script = SCRIPT.replace("sources =", f"{thread}sources =")
    said = run({"1": source}, script.replace("notebook_seconds=2", "notebook_seconds=30"))
    assert said["1"][0] == ""


def test_a_fork_of_a_process_with_threads_refuses_to_begin():
    done = python("""
import os, threading, time
from helpers.release.engine import fork, parent
from helpers.configuration import Limits
threading.Thread(target=time.sleep, args=[60], daemon=True).start()
real = parent.other_threads
parent.other_threads = lambda process=None: real(process) if process else []
begun = fork.Fork(Limits())
try:
    begun.receive()
except fork.ProcessEndedError as error:
    print(error, begun.last_words(), flush=True)
begun.end()
os._exit(0)
""")
    assert "status 1" in done.stdout
    assert "has other threads and cannot be forked safely" in done.stderr


def test_whoever_is_asked_to_leave_while_it_forks_leaves_with_all_it_has_started():
    """Python prints and forgets what is raised in the course of a fork."""
    script = """
import os, signal, sys, papermill
from nbformat.v4 import new_code_cell, new_notebook
from pathlib import Path

asked = [os.getpid()]
os.register_at_fork(after_in_parent=lambda: os.kill(asked.pop(), signal.SIGTERM))
signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))
try:
    papermill.execute_notebook(
        new_notebook(cells=[new_code_cell("print('SECRET')")]), None, engine_name="karnameh",
        kernel_name="python3", language="python", progress_bar=False,
    )
finally:
    print(Path(f"/proc/self/task/{os.getpid()}/children").read_text())
"""
    done = python(script)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (7, "", "")
