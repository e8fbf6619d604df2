"""Jobs done side by side, each in one of a few processes that share what this one has loaded."""

import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from helpers.errors import KarnamehError
from helpers.release.engine.parent import can_fork, disturbed, other_threads, undisturbed

Task = TypeVar("Task")
Result = TypeVar("Result")

_SECONDS_TO_LEAVE = 0.5


class WorkerError(KarnamehError):
    """A job was not done, for a reason in this program or the machine."""


class _Worker(Generic[Task, Result]):
    """A process that does one job after the other, and the pipe to it."""

    def __init__(self, job: Callable[[Task], Result], task: Task) -> None:
        # A fork shares what is loaded here; where it would be unsafe, a fresh process loads anew.
        forked = can_fork() and not other_threads()
        context: Any = multiprocessing.get_context("fork" if forked else "spawn")
        self.connection: Connection
        self.connection, other = context.Pipe()
        self.process: BaseProcess = context.Process(target=_work, args=(other, job), daemon=False)
        self.process.start()
        other.close()
        self.give(task)

    def give(self, task: Task) -> None:
        """Let the worker begin a job."""
        self.task = task
        self.connection.send(task)

    def take(self) -> Result | WorkerError:
        """Return what came of the job.

        Raises
        ------
        OSError
            If a file could not be written or read.
        """
        try:
            result, error = self.connection.recv()
        except (EOFError, OSError):
            self.process.join()
            status = self.process.exitcode or 0
            how = f"status {status}" if status >= 0 else signal.Signals(-status).name
            return WorkerError(
                "a process of the build ended before its job was done",
                where=str(self.task),
                found=how + (", perhaps for want of memory" if how == "SIGKILL" else ""),
                do="build again with fewer at once (-j), or with more memory",
            )
        if isinstance(error, OSError):
            raise error
        answer: Result | WorkerError = error or result
        return answer


def in_workers(
    job: Callable[[Task], Result], tasks: Iterable[Task], *, jobs: int
) -> Generator[tuple[Task, Result | WorkerError], None, None]:
    """Do the job for every task, several at once; yield each with what came of it, as they end.

    Whoever stops listening, for an error or for Ctrl-C, ends the processes and all that they have
    started.

    Parameters
    ----------
    job
        Anything callable that can be pickled.

    Raises
    ------
    OSError
        If a job could not write or read a file.
    """
    waiting = iter(tasks)
    workers: list[_Worker[Task, Result]] = []
    try:
        for task in islice(waiting, jobs):
            with undisturbed():
                workers.append(_Worker(job, task))
        while workers:
            ready = wait([worker.connection for worker in workers])
            for worker in [one for one in workers if one.connection in ready]:
                task, result = worker.task, worker.take()
                alive = worker.process.is_alive()
                try:
                    following = next(waiting)
                except StopIteration:
                    alive = False
                else:
                    if alive:
                        worker.give(following)
                    else:
                        with undisturbed():
                            workers.append(_Worker(job, following))
                if not alive:
                    workers.remove(worker)
                    _end([worker])
                yield task, result
    finally:
        _end(workers)


def _end(workers: Iterable[_Worker[Task, Result]]) -> None:
    """End the processes: asked to leave, they take their own children with them."""
    workers = list(workers)
    for worker in workers:
        worker.connection.close()
        worker.process.terminate()
    for worker in workers:
        worker.process.join(_SECONDS_TO_LEAVE)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


def _work(connection: Connection, job: Callable[[Task], Result]) -> None:
    """Do the jobs that come through the pipe, until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that began the work
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    disturbed()
    if can_fork():
        from helpers.release.engine.child import die_with_parent

        die_with_parent()
    with suppress(EOFError, OSError):
        while True:
            task = connection.recv()
            answer: tuple[Result | None, Exception | None]
            try:
                answer = job(task), None
            except KarnamehError as error:
                answer = (
                    None,
                    WorkerError(error.what, error.where, error.found, error.expected, error.do),
                )
            except OSError as error:  # such as a full disk: no other job would fare better
                answer = None, error
            except Exception as error:
                answer = None, _unexpected(task, error)
            connection.send(answer)


def _unexpected(task: object, error: Exception) -> WorkerError:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return WorkerError(
        "a page could not be made",
        where=f"{task}, in {os.path.basename(last.filename)}, line {last.lineno}",
        found=f"{type(error).__name__}: {error}",
    )
