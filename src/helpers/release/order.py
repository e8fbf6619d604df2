"""What a build is asked to do, and what came of it."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import KarnamehError
from helpers.release.embargo import now
from helpers.release.notebooks import Notebook
from helpers.release.pages import Page
from helpers.release.plan import Request
from helpers.settings import Settings

Say = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What a build is asked to do.

    Attributes
    ----------
    notebooks
        All notebooks of the project.
    register
        URI of the register.
    out
        The folder to publish.
    force
        Whether pages are made anew that have not changed.
    jobs
        Notebooks run at once; as many as this process may use processors if not said.
    wait
        Whether to wait for another build to end, or to give up.
    sign
        Whether the release is signed where a key is configured.
    prepare
        Whether the release is only prepared, for its makers to look at: it may hold editions
        whose hour has not come, and nobody but its owner can read it.
    clock
        Tells this moment, with its time zone.
    past
        The published folder whose numbers are those published before, if it is not ``out``.
    """

    request: Request
    notebooks: Sequence[Notebook]
    settings: Settings
    register: str
    out: Path
    force: bool = False
    jobs: int | None = None
    wait: bool = True
    sign: bool = True
    prepare: bool = False
    past: Path | None = None
    clock: Callable[[], dt.datetime] = now

    @property
    def private(self) -> bool:
        """Whether what is made is for its owner alone."""
        return self.prepare or self.request.edition != "public"


@dataclass(frozen=True)
class Outcome:
    """What a build came to.

    Attributes
    ----------
    index
        The catalogue of the published folder.
    made
        The pages that were made; none were published if there are failures.
    resumed
        The pages that an interrupted build had made.
    unchanged
        The pages asked for that stand as they were.
    """

    index: Path
    made: tuple[Page, ...] = ()
    resumed: tuple[Page, ...] = ()
    unchanged: tuple[Page, ...] = ()
    failures: tuple[KarnamehError, ...] = ()
