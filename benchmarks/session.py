"""One session: everything measured one after the other, in a folder that vanishes afterwards."""

import json
import math
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contestants import Contestant, Ours
from benchmarks.machine import describe_machine
from benchmarks.measure import Cost, Memory, run
from benchmarks.pages import Headlines, Page, pages_of, spread
from benchmarks.project import Project, monthly_reports, new_project
from benchmarks.results import Growth, Results, Runs

Tell = Callable[[str], None]
_QUICK_REPEATS = 5


@dataclass(frozen=True)
class Entry:
    """A contestant, and how much of the release it is given.

    Attributes
    ----------
    pages
        At most so many, evenly spread; None for all.
    repeat
        How often it is measured.
    """

    contestant: Contestant
    pages: int | None = None
    repeat: int = 1


@dataclass
class Session:
    """What stays the same while everything is measured.

    Attributes
    ----------
    source
        The project that is copied.
    areas
        The release is of these areas only; of all if none is named.
    """

    source: Path
    scratch: Path
    workers: int
    tell: Tell
    areas: tuple[str, ...] = ()

    def measure(self, entries: Sequence[Entry], *, repeat: int, peers: Path, large: int) -> Results:
        """Measure ours beside the entries, the floor, and what else is wanted of ours.

        Parameters
        ----------
        repeat
            How often ours and the floor are measured.
        peers
            Folder of the packages that only peers need.
        large
            About how many pages the large release shall have; 0 for none.
        """
        small = self._folder("small")
        project = new_project(self.source, small)
        self.tell("a sample register, and a first build that warms the machine's caches")
        project.karnameh("sample")
        ours = Ours(request=tuple(word for area in self.areas for word in ("--area", area)))
        first = project.output("first")
        project.karnameh(*ours.arguments(first, self.workers))
        pages = pages_of(first, project.notebooks)
        check = Headlines(project.table).check

        counting = Runs("`karnameh build` with counting", len(pages))
        shutil.rmtree(project.statistics)
        self._contest(Entry(ours), counting, project, pages, check)
        runs = Runs(ours.name, len(pages))
        theirs = [
            (entry, Runs(entry.contestant.name, min(entry.pages or len(pages), len(pages))))
            for entry in entries
        ]
        floor = Runs("the cells' own code, warm, in one process", len(pages))
        # Alternately, so that a machine that drifts hits all of them.
        for turn in range(max(repeat, *(entry.repeat for entry in entries))):
            if turn < repeat:
                self._contest(Entry(ours), runs, project, pages, check)
                floor.costs.append(self._floor(project, pages))
            for entry, measured in theirs:
                if turn < entry.repeat:
                    self._contest(entry, measured, project, pages, check)
        return Results(
            machine=describe_machine(peers),
            workers=self.workers,
            ours=runs,
            peers=[measured for _, measured in theirs],
            counting=counting,
            floor=floor,
            unchanged=self._unchanged(project, ours, first, len(pages)),
            help=self._help(project),
            memory=self._memory(project, ours),
            growth=self._growth(ours, large) if large else None,
        )

    def _contest(
        self,
        entry: Entry,
        runs: Runs,
        project: Project,
        pages: Sequence[Page],
        check: Callable[[Sequence[Page], Path], None],
    ) -> None:
        """Measure a contestant once; its time counts only if every page is right."""
        chosen = spread(pages, runs.pages)
        out = project.output("contest")
        cost = entry.contestant.make(project, chosen, out, self.workers)
        check(chosen, out)
        runs.costs.append(cost)
        self.tell(f"{runs.name}: {runs.pages} pages, {cost.wall:.1f} s, CPU {cost.cpu:.1f} s")

    def _floor(self, project: Project, pages: Sequence[Page]) -> Cost:
        jobs, result = project.scratch / "jobs.json", project.scratch / "floor.json"
        wanted = [{"notebook": str(p.notebook), "parameters": p.parameters} for p in pages]
        jobs.write_text(json.dumps(wanted), "utf-8")
        script = str(Path(__file__).with_name("floor.py"))
        command = [sys.executable, "-P", script, str(jobs), str(result)]
        run(command, project.environment, project.scratch)
        cpu = json.loads(result.read_text("utf-8"))["cpu"]
        self.tell(f"the cells' own code: CPU {cpu:.1f} s")
        return Cost(cpu, cpu)

    def _unchanged(self, project: Project, ours: Ours, out: Path, pages: int) -> Runs:
        runs = Runs("nothing changed", pages)
        arguments = ours.arguments(out, self.workers)
        project.karnameh(*arguments)  # what came between may have made the first build stale
        runs.costs += [project.karnameh(*arguments) for _ in range(_QUICK_REPEATS)]
        self.tell(f"nothing changed: {runs.wall.median:.2f} s")
        return runs

    def _help(self, project: Project) -> Runs:
        costs = [project.karnameh("--help") for _ in range(_QUICK_REPEATS)]
        return Runs("karnameh --help", 1, costs)

    def _memory(self, project: Project, ours: Ours) -> Memory:
        self.tell("memory")
        memory = Memory()
        arguments = ours.arguments(project.output("contest"), self.workers)
        command = project.command(*arguments, "--force")
        run(command, project.environment, project.scratch, look=memory.look)
        return memory

    def _growth(self, ours: Ours, wanted: int) -> Growth:
        """Measure monthly pages only, so that small and large differ in their number alone.

        The small release has two months, a quarter from either end of the large one's: late pages
        cost more than early ones, since more months lie before them.
        """
        project = new_project(self.source, self._folder("plain"))
        project.karnameh("sample")
        months = self._months(project)
        first = project.output("contest")
        one_month = ("--period", months[-1], *ours.request)
        project.karnameh(*Ours(one_month).arguments(first, self.workers))
        per_month = len(pages_of(first, project.notebooks))
        copies = math.ceil(wanted / (per_month * len(months)))
        months = months[-math.ceil(wanted / (per_month * copies)) :]

        grown = new_project(self.source, self._folder("grown"), copies=copies)
        shutil.copytree(project.root / "data" / "register", grown.root / "data" / "register")
        shutil.copytree(project.statistics, grown.statistics)
        reports = [word for name in monthly_reports(project) for word in ("--report", name)]
        quarter = len(months) // 4
        few = ("--period", months[quarter], "--period", months[-1 - quarter], *reports)
        small = self._grown(grown, Ours((*few, *ours.request)), "small")
        many = Ours(("--period", f"{months[0]}..{months[-1]}", *ours.request))
        large = self._grown(grown, many, "large")
        again = many.arguments(grown.scratch / "made" / "large", self.workers)
        costs = [grown.karnameh(*again) for _ in range(_QUICK_REPEATS)]
        return Growth(small, large, Runs("nothing changed", large.pages, costs))

    def _grown(self, project: Project, ours: Ours, name: str) -> Runs:
        out = project.output(name)
        cost = project.karnameh(*ours.arguments(out, self.workers), "--force")
        pages = pages_of(out, project.notebooks)
        Headlines(project.table).check(pages, out)
        self.tell(f"{len(pages)} monthly pages: {cost.wall:.1f} s, CPU {cost.cpu:.1f} s")
        return Runs(name, len(pages), [cost])

    def _months(self, project: Project) -> list[str]:
        about = json.loads((project.root / "data/register/about.json").read_text("utf-8"))
        first, last = (
            int(year) * 12 + int(month) - 1
            for year, month in (about[key].split("-") for key in ("first_month", "last_month"))
        )
        return [f"{number // 12}-{number % 12 + 1:02}" for number in range(first, last + 1)]

    def _folder(self, name: str) -> Path:
        folder = self.scratch / name
        folder.mkdir()
        return folder
