"""What was published when: every published number, by the publication that first said so.

A *vintage* is a count of the register that has changed what is published. Of each cell only the
vintages are kept in which its published value is another than before; between them it stood.
Nothing but published cells is ever in here, and of a cell that has no value now, no earlier one: it
must not be read from this table when the pages have ceased to say it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from helpers.domain.about import About
from helpers.domain.structure import KEY

Key = tuple[str, ...]

# Where they stand in a published folder.
PUBLISHED_NUMBERS = "data/revisions/published.parquet"

# A story as published, one row for each of its states.
PAST_COLUMNS = (*KEY, "publication", "data_until", "value", "conf_status")


class Vintage(NamedTuple):
    """One publication of numbers.

    Attributes
    ----------
    number
        1 for the first, then counting on.
    data_until
        The last month of the register behind it.
    table
        Digest of the table of protected statistics.
    register
        Fingerprint of the register; with ``rows``, its rows by table, tells what has changed.
    method
        Digest of what counts and protects: code, policy, reference tables.
    """

    number: int
    data_until: str
    table: str
    register: str = ""
    rows: tuple[tuple[str, int], ...] = ()
    method: str = ""


class State(NamedTuple):
    """A cell as published from one vintage on: the value as text, empty where there is none."""

    vintage: int
    value: str
    conf_status: str

    @property
    def number(self) -> Decimal | None:
        """The value; None where none is published."""
        return Decimal(self.value) if self.value else None


Story = tuple[State, ...]


def vintage_of(about: About, table: str, method: str = "") -> Vintage:
    """Return the vintage that a count of a register is; its number is given by a history."""
    rows = tuple(sorted(about.rows.items()))
    return Vintage(0, str(about.last_month), table, about.fingerprint, rows, method)


@dataclass(frozen=True)
class History:
    """The published numbers of one series.

    Attributes
    ----------
    series
        What makes numbers comparable at all: another office, or made-up people instead of real
        ones, is no revision.
    vintages
        In order; the last one is the publication at hand.
    stories
        The states of every cell that was ever published, by its key in the order of ``KEY``.
    """

    series: str
    vintages: tuple[Vintage, ...] = ()
    stories: Mapping[Key, Story] = field(default_factory=dict)

    @property
    def now(self) -> Vintage:
        """The publication at hand."""
        return self.vintages[-1]

    def at(self, series: str, now: Vintage) -> "History":
        """Return the history as it looks from a publication, which is the last one or the next.

        Parameters
        ----------
        now
            Its number is given here.
        """
        if series != self.series:
            return History(series, (now._replace(number=1),))
        if self.vintages and self.now.table == now.table:
            return self
        numbered = now._replace(number=len(self.vintages) + 1)
        return History(series, (*self.vintages, numbered), self.stories)

    def story(self, key: Key, value: str, conf_status: str) -> Story:
        """Return the states of a cell, the last being what is published now.

        What an unfinished publication has not yet put on record, and what it has, look the same.
        """
        past = self.stories.get(key, ())
        state = State(self.now.number, value, conf_status)
        if not past or past[-1][1:] != state[1:]:
            past = (*past, state)
        return past if value else past[-1:]

    def with_published(self, cells: Iterable[tuple[Key, str, str]]) -> "History":
        """Return the history with cells (key, value, conf_status) that are published now.

        A count that says nothing new of any cell is no publication of its own.
        """
        told = {key: self.story(key, value, status) for key, value, status in cells}
        stories = {**self.stories, **told}
        news = any(story[-1].vintage == self.now.number for story in stories.values())
        return History(self.series, self.vintages if news else self.vintages[:-1], stories)

    def is_current(self, story: Story) -> bool:
        """Whether a cell has been revised since the register was last continued.

        It stays so until the register reaches a later month: a further build, or a further
        correction, does not make the statement go away.
        """
        changed = self.vintages[story[-1].vintage - 1]
        return is_revised(story) and changed.data_until == self.now.data_until

    def ordinal(self, vintage: int) -> int:
        """Return which publication of the same last month this one is, from 1."""
        until = self.vintages[vintage - 1].data_until
        return sum(v.data_until == until for v in self.vintages[:vintage])


def is_revised(story: Story) -> bool:
    """Whether the last change of a cell was from one published number to another."""
    return len(story) > 1 and bool(story[-1].value and story[-2].value)


def known_at(story: Story, vintage: int) -> State | None:
    """Return what was published of a cell at a vintage; None where it was not yet."""
    return next((state for state in reversed(story) if state.vintage <= vintage), None)
