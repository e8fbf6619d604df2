"""What was measured, and the figures that follow from it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from benchmarks.ingests import Ingests
from benchmarks.measure import Cost, Measured, Memory


@dataclass
class Runs(Measured):
    """The measurements of one way to make pages.

    Attributes
    ----------
    pages
        How many pages were made each time.
    """

    name: str
    pages: int
    costs: list[Cost] = field(default_factory=list)

    @property
    def wall_per_page(self) -> float:
        """Seconds on the wall for one page, in the middle of the measurements."""
        return self.wall.median / self.pages

    @property
    def cpu_per_page(self) -> float:
        """Seconds of processors for one page."""
        return self.cpu.median / self.pages


@dataclass(frozen=True)
class Growth:
    """A small and a large release of the same kind.

    Attributes
    ----------
    unchanged
        The large one built again when nothing has changed.
    """

    small: Runs
    large: Runs
    unchanged: Runs

    @property
    def factor(self) -> float:
        """How often the time of 100 pages goes into the time of 10,000."""
        return 100 * self.large.wall_per_page / self.small.wall_per_page


@dataclass(frozen=True)
class Results:
    """All that one session has measured.

    Attributes
    ----------
    workers
        Pages made at once, by every contestant.
    ours, peers
        Full releases, or for slow peers a part.
    counting
        Ours with the counting of the register before it.
    floor
        The cells alone; only the processor time means something, and it is in both fields.
    unchanged, help
        Ours when nothing is to be done.
    ingests
        The same deliveries brought in, ours first of each form.
    """

    machine: dict[str, str]
    workers: int
    ours: Runs
    peers: Sequence[Runs]
    counting: Runs
    floor: Runs
    unchanged: Runs
    help: Runs
    memory: Memory
    growth: Growth | None = None
    ingests: Sequence[Ingests] = ()

    @property
    def efficiency(self) -> float:
        """Share of the processors' time, while ours runs, that the cells' own code needs."""
        floor = self.floor.cpu_per_page * self.ours.pages
        return floor / (self.workers * self.ours.wall.median)

    def times_faster(self, peer: Runs) -> float:
        """Return how many times faster ours makes a page than a peer."""
        return peer.wall_per_page / self.ours.wall_per_page

    def times_faster_ingest(self, other: Ingests) -> float:
        """Return how many times faster ours brings in the same delivery."""
        ours = next(ingests for ingests in self.ingests if ingests.form == other.form)
        return other.wall.median / ours.wall.median

    def to_json(self) -> str:
        """Return everything measured, and the ratios, as JSON."""
        ratios = {peer.name: self.times_faster(peer) for peer in self.peers}
        ratios |= {f"{i.name}, {i.form}": self.times_faster_ingest(i) for i in self.ingests}
        figures = {"efficiency": self.efficiency, "times_faster": ratios}
        return json.dumps(asdict(self) | figures, ensure_ascii=False, indent=1) + "\n"
