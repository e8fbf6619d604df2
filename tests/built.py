"""A release built once for all tests: both cadences, province and smallest county.

Every day it is of a small province and of the months that its pages need; where heavy tests ask
for it, of all counties, and of the year before its year too.
"""

import csv
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from helpers.settings import ROOT_VARIABLE, Settings, load_settings

MONTH, YEAR = "1403-07", "1402"
# The first month of the register: the one before the year, and the first of the year before it.
FIRST, FIRST_OF_WHOLE = "1401-12", "1401-01"
# Of the small province: the largest county, the smallest, and two between them.
COUNTIES = ("zanjan-county", "abhar", "soltanieh", "tarom")


@dataclass(frozen=True)
class Release:
    """A built release and the project it was built in."""

    root: Path

    @property
    def settings(self) -> Settings:
        return load_settings(self.root)

    @property
    def folder(self) -> Path:
        return self.root / "reports"

    @property
    def smallest(self) -> str:
        """Code of the county with the fewest inhabitants."""
        counties = self.settings.areas.counties
        return min(counties, key=lambda county: county.population[1395]).code

    def path(self, kind: str) -> Path:
        """Return the file of a kind such as ``fa/monthly/{monthly}/{province}/caseload.html``."""
        province = self.settings.areas.province.code
        names = {"monthly": MONTH, "annual": YEAR, "province": province, "smallest": self.smallest}
        return self.folder / kind.format(**names)

    def register(self, table: str) -> pd.DataFrame:
        """Return a table of the register behind the release."""
        return pd.read_parquet(self.root / "data" / "register" / f"{table}.parquet")

    def csv(self, path: Path) -> list[dict[str, str]]:
        """Return the rows of a published CSV."""
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def karnameh(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a project, as a user would."""
    return subprocess.run(
        [sys.executable, "-m", "helpers", *arguments],
        cwd=root,
        env=os.environ | {ROOT_VARIABLE: str(root)},
        capture_output=True,
        text=True,
        check=False,
    )


def copy_project(source: Path, target: Path) -> Path:
    """Copy what a build reads: settings, reference tables, notebooks, lock file."""
    for name in ("karnameh.toml", "pyproject.toml", "requirements.lock"):
        shutil.copy(source / name, target / name)
    shutil.copytree(source / "data" / "reference", target / "data" / "reference")
    shutil.copytree(
        source / "notebooks", target / "notebooks",
        ignore=shutil.ignore_patterns(".ipynb_checkpoints"),
    )  # fmt: skip
    return target


def join_counties(project: Path) -> None:
    """Make the province a small one, whose largest county has the people of all others too."""
    path = project / "data" / "reference" / "areas.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = [row for row in rows if row["level"] == "province" or row["code"] in COUNTIES]
    largest = next(row for row in kept if row["code"] == COUNTIES[0])
    for row in rows:
        if row not in kept:
            for column in ("population_1395", "population_1403", "service_centres_1401"):
                largest[column] = str(int(largest[column]) + int(row[column]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)


def made_once(base: Path, name: str, make: Callable[[], str]) -> str:
    """Return a text that the first of all test processes makes for the others too.

    Parameters
    ----------
    base
        The folder of this process for what tests make, as pytest calls it.
    """
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    path = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            path.write_text(make(), "utf-8")
    return path.read_text("utf-8")


def made_from(source: Path) -> str:
    """Return a digest of all that a release of today is made from."""
    digest = hashlib.sha256(f"{date.today()} {sys.version}".encode())
    files = (
        path
        for name in ("karnameh.toml", "pyproject.toml", "requirements.lock", "data/reference",
                     "notebooks", "src/helpers", "tests/built.py")
        for path in ([source / name] if (source / name).is_file() else (source / name).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    )  # fmt: skip
    for path in sorted(files):
        digest.update(f"{path.relative_to(source)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def build_once(source: Path, shared: Path, *, whole: bool, kept: Path | None = None) -> Release:
    """Build the release in a folder shared by all test processes; the first one builds.

    Parameters
    ----------
    kept
        Where the last project is kept. Made from the same, it is the release that is asked for;
        else its table is where the build begins, which looks itself whether it is what counting
        would give, and counts anew where the register, the rules or the code are others.
    """
    project = shared / "project"
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        release = Release(project)
        if not (shared / "built").exists():
            shutil.rmtree(project, ignore_errors=True)
            digest = made_from(source)
            if kept and (kept / digest).exists():
                shutil.copytree(kept / "project", project, symlinks=True)
            else:
                _build(release, source, whole=whole, kept=kept)
                if kept:
                    shutil.rmtree(kept, ignore_errors=True)
                    shutil.copytree(project, kept / "project", symlinks=True)
                    (kept / digest).touch()
            (shared / "built").touch()
    return release


def _build(release: Release, source: Path, *, whole: bool, kept: Path | None) -> None:
    release.root.mkdir()
    copy_project(source, release.root)
    if not whole:
        join_counties(release.root)
    table = Path("data", "statistics")
    if kept and (kept / "project" / table).exists():
        shutil.copytree(kept / "project" / table, release.root / table)
    for arguments in (
        ["sample", "--since", FIRST_OF_WHOLE if whole else FIRST],
        ["build", "--period", MONTH, "--period", YEAR,
         "--area", release.settings.areas.province.code, "--area", release.smallest],
    ):  # fmt: skip
        done = karnameh(release.root, *arguments)
        if done.returncode:
            raise RuntimeError(f"karnameh {arguments[0]} failed:\n{done.stderr[-4000:]}")
