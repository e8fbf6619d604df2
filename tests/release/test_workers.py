"""Jobs side by side: every task is done once, and what goes wrong with one stays with it."""

import json
import os
import subprocess
import sys

import pytest

from helpers.release.engine.parent import NO_THREADS

SCRIPT = """
import errno, json, os, signal, sys, threading, time
from helpers.errors import DataError
from helpers.release.workers import WorkerError, in_workers

def job(task):
    if task == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "leaves":
        os._exit(7)
    if task == "known":
        raise DataError("the numbers are wrong", where="here")
    if task == "unknown":
        return [][3]
    if task == "full":
        raise OSError(errno.ENOSPC, "No space left on device", "page.html")
    if task == "slow":
        time.sleep(60)
    return [task, os.getpid()]

def said(task, result):
    return [task, str(result) if isinstance(result, WorkerError) else result]
"""


def python(script: str) -> list:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT + script], env=os.environ | NO_THREADS,
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.mark.parametrize(("jobs", "tasks"), [(1, 5), (2, 1), (3, 3), (3, 40), (4, 0)])
def test_every_task_is_done_once(jobs, tasks):
    done = python(
        f"print(json.dumps([said(*x) for x in in_workers(job, range({tasks}), jobs={jobs})]))"
    )
    assert sorted(task for task, _ in done) == list(range(tasks))
    assert all(result[0] == task for task, result in done)
    assert len({result[1] for _, result in done}) <= jobs


def test_what_goes_wrong_with_one_task_stays_with_it():
    done = dict(
        python(
            "tasks = ['dies', 1, 'known', 2, 'leaves', 3, 'unknown', 4]\n"
            "print(json.dumps([said(*x) for x in in_workers(job, tasks, jobs=2)]))"
        )
    )
    assert [done[str(n) if str(n) in done else n][0] for n in (1, 2, 3, 4)] == [1, 2, 3, 4]
    assert "SIGKILL, perhaps for want of memory" in done["dies"]
    assert "status 7" in done["leaves"]
    assert "the numbers are wrong" in done["known"] and "here" in done["known"]
    assert "IndexError: list index out of range" in done["unknown"]


def test_a_full_disk_ends_all_of_them():
    said = python(
        "try:\n    list(in_workers(job, ['slow', 'full'], jobs=2))\n"
        "except OSError as error:\n    print(json.dumps([error.strerror, error.filename]))"
    )
    assert said == ["No space left on device", "page.html"]


def test_whoever_stops_listening_ends_the_processes():
    said = python(
        "begun = time.monotonic()\n"
        "listening = in_workers(job, ['slow', 'quick'], jobs=2)\n"
        "next(listening)\nlistening.close()\n"
        "children = open(f'/proc/self/task/{os.getpid()}/children').read()\n"
        "print(json.dumps([children, time.monotonic() - begun]))"
    )
    assert said[0] == ""
    assert said[1] < 5


def test_ctrl_c_is_heard_even_while_a_process_is_being_forked():
    """Python prints and forgets what is raised in the course of a fork."""
    said = python(
        "asked = [os.getpid()]\n"
        "os.register_at_fork(after_in_parent=lambda: os.kill(asked.pop(), signal.SIGINT))\n"
        "try:\n    list(in_workers(job, ['slow', 'slow'], jobs=2))\n"
        "except KeyboardInterrupt:\n"
        "    children = open(f'/proc/self/task/{os.getpid()}/children').read()\n"
        "    print(json.dumps(children))"
    )
    assert said == ""


def test_a_process_with_threads_has_workers_that_load_anew():
    """They are not forked from it: the job must be found by its name, as ``os.getpid`` is."""
    said = python(
        "threading.Thread(target=time.sleep, args=[60], daemon=True).start()\n"
        "done = list(in_workers(os.path.basename, ['/a/b', '/c/d'], jobs=2))\n"
        "print(json.dumps(done), flush=True)\nos._exit(0)"
    )
    assert sorted(map(tuple, said)) == [("/a/b", "b"), ("/c/d", "d")]
