"""The ways to make the same pages: ours, and three that a user would pick instead."""

import json
import os
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.measure import Cost, run
from benchmarks.pages import Page
from benchmarks.project import Project

_HERE = Path(__file__).parent


class Contestant(Protocol):
    """A way to make pages."""

    @property
    def name(self) -> str:
        """What the tables of results call it."""

    def make(self, project: Project, pages: Sequence[Page], out: Path, workers: int) -> Cost:
        """Make the pages in a folder, so many at once, and return what that took."""


@dataclass(frozen=True)
class Ours:
    """``karnameh build`` as a whole process: plan, pages, downloads, checks, publication.

    Attributes
    ----------
    request
        Options of the build; they must ask for just the pages that are measured.
    """

    request: tuple[str, ...] = ()
    name: str = "`karnameh build --force`"

    def make(self, project: Project, pages: Sequence[Page], out: Path, workers: int) -> Cost:
        """Build a whole release, whatever stands already."""
        return project.karnameh(*self.arguments(out, workers), "--force")

    def arguments(self, out: Path, workers: int) -> list[str]:
        """Return the arguments of a build."""
        return ["build", *self.request, "-j", str(workers), "--out", str(out)]


@dataclass(frozen=True)
class Commands:
    """The two commands for each page, side by side through xargs."""

    name: str = "(a) `papermill` and `jupyter nbconvert` commands, `xargs -P`"

    def make(self, project: Project, pages: Sequence[Page], out: Path, workers: int) -> Cost:
        """Run the two commands for every page."""
        jobs = project.scratch / "commands"
        jobs.write_text("\0".join(self.command(page, out) for page in pages), "utf-8")
        for page in pages:
            (out / page.path).parent.mkdir(parents=True, exist_ok=True)
        command = f"xargs -0 -P {workers} -n 1 sh -c < {shlex.quote(str(jobs))}"
        return run(["sh", "-c", command], project.environment, project.scratch)

    def command(self, page: Page, out: Path) -> str:
        """Return the line of a shell that makes one page."""
        html = out / page.path
        executed = html.with_suffix(".ipynb")
        given = [word for item in page.parameters.items() for word in ("-p", *item)]
        papermill = ["papermill", "--no-progress-bar", str(page.notebook), str(executed), *given]
        nbconvert = ["jupyter", "nbconvert", "--to", "html", str(executed), "--output", html.name]
        return f"{shlex.join(papermill)} && {shlex.join(nbconvert)}"


@dataclass(frozen=True)
class Pool:
    """A script with a pool of processes around a runner's Python API and a warm nbconvert.

    Attributes
    ----------
    runner
        ``papermill`` or ``ploomber``.
    packages
        Folder of packages that only this peer needs.
    """

    name: str
    runner: str
    packages: Path | None = None

    def make(self, project: Project, pages: Sequence[Page], out: Path, workers: int) -> Cost:
        """Run the script for all pages."""
        jobs = project.scratch / "jobs.json"
        wanted = [
            {"notebook": str(p.notebook), "parameters": p.parameters, "html": str(out / p.path)}
            for p in pages
        ]
        jobs.write_text(json.dumps(wanted), "utf-8")
        paths = [_HERE.parent, *([self.packages] if self.packages else [])]
        environment = project.environment | {
            "PYTHONPATH": os.pathsep.join(map(str, paths)),
            "PLOOMBER_STATS_ENABLED": "false",
        }
        script = [sys.executable, "-c", "from benchmarks.pool import main; main()"]
        return run([*script, self.runner, str(workers), str(jobs)], environment, project.scratch)


def apis() -> Pool:
    """Return the pool around papermill's API with its own engine: a kernel for each page."""
    return Pool("(b) papermill's and nbconvert's Python APIs, process pool", "papermill")


def ploomber(packages: Path) -> Pool:
    """Return the pool around ploomber-engine: no kernel, all pages of a worker in one process."""
    return Pool("(c) ploomber-engine and nbconvert's API, process pool", "ploomber", packages)
