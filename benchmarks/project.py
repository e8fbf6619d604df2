"""A project of the benchmark's own, in a folder that vanishes: nothing of the user's is touched."""

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat

from benchmarks.measure import Cost, run

# For all contestants alike: with a process for each core, more threads only disturb each other.
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True)
class Project:
    """A copy of what a build reads, with a home folder of its own beside it."""

    scratch: Path

    @property
    def root(self) -> Path:
        """Folder of the project."""
        return self.scratch / "project"

    @property
    def notebooks(self) -> Path:
        """Folder of the notebooks."""
        return self.root / "notebooks"

    @property
    def statistics(self) -> Path:
        """Folder of what was counted."""
        return self.root / "data" / "statistics"

    @property
    def table(self) -> Path:
        """The published table."""
        return self.statistics / "public.parquet"

    @property
    def environment(self) -> dict[str, str]:
        """Variables of every measured command: nothing is written outside the scratch folder."""
        home = self.scratch / "home"
        home.mkdir(exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not _is_personal(name)}
        return kept | _ONE_THREAD | {
            "HOME": str(home),
            "IPYTHONDIR": str(home / "ipython"),
            "TMPDIR": str(self.scratch),
            "KARNAMEH_ROOT": str(self.root),
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        }  # fmt: skip

    def karnameh(self, *arguments: str) -> Cost:
        """Run our command line, as a user would."""
        return run(self.command(*arguments), self.environment, self.scratch)

    def command(self, *arguments: str) -> list[str]:
        """Return our command line as a command."""
        return [str(Path(sys.executable).with_name("karnameh")), *arguments]

    def output(self, name: str) -> Path:
        """Return a new, empty folder for pages."""
        folder = self.scratch / "made" / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder


def new_project(source: Path, scratch: Path, *, copies: int = 1) -> Project:
    """Return a project with the settings, reference tables and notebooks of another.

    Parameters
    ----------
    copies
        How often each monthly report stands there, each time with a name of its own.
    """
    project = Project(scratch)
    project.root.mkdir(parents=True)
    for name in ("karnameh.toml", "pyproject.toml", "requirements.lock"):
        shutil.copy(source / name, project.root / name)
    shutil.copytree(source / "data" / "reference", project.root / "data" / "reference")
    hidden = shutil.ignore_patterns(".ipynb_checkpoints")
    shutil.copytree(source / "notebooks", project.notebooks, ignore=hidden)
    for path in sorted((project.notebooks / "monthly").glob("*.ipynb")):
        for number in range(2, copies + 1):
            _copy_notebook(path, f"-{number}")
    return project


def monthly_reports(project: Project) -> Sequence[str]:
    """Return the names of the monthly reports."""
    paths = sorted((project.notebooks / "monthly").glob("*.ipynb"))
    return [nbformat.read(path, as_version=4).metadata.karnameh.report for path in paths]


def _copy_notebook(path: Path, suffix: str) -> None:
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata.karnameh.report += suffix
    notebook.metadata.karnameh.title = {
        lang: title + suffix for lang, title in notebook.metadata.karnameh.title.items()
    }
    nbformat.write(notebook, path.with_stem(path.stem + suffix))


def _is_personal(name: str) -> bool:
    return name.startswith(("KARNAMEH_", "JUPYTER_", "PYTHON", "MPL", "XDG_"))
