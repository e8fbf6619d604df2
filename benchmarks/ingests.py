"""The ways to bring a delivery into a register: ours, and what an analyst would write."""

import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import psutil  # type: ignore[import-untyped]

from benchmarks.deliveries import FORMS, Contents, WrongRegisterError, write_delivery
from benchmarks.measure import Cost, Measured, Memory, run
from benchmarks.project import Project
from helpers.settings import load_settings

_HERE = Path(__file__).parent


class Ingester(Protocol):
    """A way to make a register of a delivery."""

    @property
    def name(self) -> str:
        """What the tables of results call it."""

    def command(self, project: Project, delivery: Path, register: Path) -> list[str]:
        """Return the command that makes it."""


@dataclass(frozen=True)
class OurIngest:
    """``karnameh ingest`` as a whole process, on an empty register."""

    name: str = "`karnameh ingest`"

    def command(self, project: Project, delivery: Path, register: Path) -> list[str]:
        """Return our command line."""
        return project.command("ingest", str(delivery), "--register", str(register))


@dataclass(frozen=True)
class Analyst:
    """A script around pandas, see :mod:`benchmarks.analyst`."""

    name: str = "a script with pandas"

    def command(self, project: Project, delivery: Path, register: Path) -> list[str]:
        """Return the command that runs the script."""
        areas = project.root / "data" / "reference" / "areas.csv"
        script = [sys.executable, "-m", "benchmarks.analyst"]
        return [*script, str(delivery), str(areas), str(register)]


@dataclass
class Ingests(Measured):
    """The measurements of one way to bring in one form of delivery.

    Attributes
    ----------
    form
        Of the files: ``csv`` or ``parquet``.
    rows
        Of all tables together.
    memory
        The most that the process was seen to have, in megabytes, in a run of its own.
    """

    name: str
    form: str
    rows: int
    costs: list[Cost] = field(default_factory=list)
    memory: float = 0.0


@dataclass(frozen=True)
class IngestSession:
    """What stays the same while deliveries are brought in.

    Attributes
    ----------
    project
        Whose settings and areas hold.
    payments
        How many each delivery has.
    """

    project: Project
    payments: int
    tell: Callable[[str], None]
    ways: Sequence[Ingester] = (OurIngest(), Analyst())

    def measure(self, repeat: int) -> list[Ingests]:
        """Measure every way with a delivery of every form; ours comes first of each form."""
        return [ingests for form in FORMS for ingests in self._form(form, repeat)]

    def _form(self, form: str, repeat: int) -> list[Ingests]:
        counties = load_settings(self.project.root).areas.counties
        delivery = self.project.scratch / "delivery"
        write_delivery(delivery, self.payments, [county.code for county in counties], form)
        contents = Contents.of_delivery(self.payments)
        measured = {way: Ingests(way.name, form, sum(contents.rows.values())) for way in self.ways}
        try:
            for _ in range(repeat):  # alternately, so that a machine that drifts hits both
                for way, ingests in measured.items():
                    ingests.costs.append(self._bring_in(way, delivery, contents))
                    wall = ingests.costs[-1].wall
                    self.tell(f"{way.name}: {ingests.rows:,} rows of {form}, {wall:.1f} s")
            for way, ingests in measured.items():
                memory = Memory()
                self._bring_in(way, delivery, contents, memory.look)
                ingests.memory = memory.parent
        finally:
            shutil.rmtree(delivery)
        return list(measured.values())

    def _bring_in(
        self,
        way: Ingester,
        delivery: Path,
        contents: Contents,
        look: Callable[[psutil.Process], None] | None = None,
    ) -> Cost:
        """Return what it cost; that counts only if all of the delivery is in the register."""
        register = self.project.scratch / "register"
        environment = self.project.environment | {"PYTHONPATH": str(_HERE.parent)}
        try:
            command = way.command(self.project, delivery, register)
            cost = run(command, environment, self.project.scratch, look=look)
            if (found := Contents.of_register(register)) != contents:
                raise WrongRegisterError(f"{way.name}: {found} stored, {contents} delivered")
        finally:
            shutil.rmtree(register, ignore_errors=True)
        return cost
