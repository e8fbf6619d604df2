"""Protecting with a memory comes to what protecting anew comes to, whatever has changed."""

import gzip
import json
import stat
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pandas as pd
import pytest
from test_complement import counts_of, scenario_of

from helpers.audit.attack import Attack
from helpers.audit.search import Search
from helpers.domain.periods import Month
from helpers.settings import Settings
from helpers.statistics.disclosure import Protected, protect
from helpers.statistics.memory import Memory
from helpers.statistics.tabulate import Counts

REGISTER = (4, 120, 3)  # from 1402-01 to 1402-03
SMALL = (4, 120, 1)


@pytest.fixture(scope="module")
def settings(few_counties: Settings) -> Settings:
    return few_counties


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "statistics" / "protected-before.json.gz"


@pytest.fixture
def attacks(monkeypatch) -> list[int]:
    """Return a list that grows by one at each attack."""
    made: list[int] = []
    begin = Attack.__init__

    def counted(attack: Attack, *arguments: object) -> None:
        made.append(1)
        begin(attack, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Attack, "__init__", counted)
    return made


@pytest.fixture(scope="module")
def counts(settings) -> Counts:
    return counts_of(scenario_of(*REGISTER, settings), settings)


@pytest.fixture(scope="module")
def few(settings) -> Counts:
    """The counts of a single month."""
    return counts_of(scenario_of(*SMALL, settings), settings)


@pytest.fixture
def decided(monkeypatch) -> list[int]:
    """Return a list that grows by one at each publication that is decided."""
    return counting_decisions(monkeypatch)


def counting_decisions(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    made: list[int] = []
    keep = Memory.keep

    def counted(memory: Memory, *arguments: object) -> None:
        made.append(1)
        keep(memory, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Memory, "keep", counted)
    return made


@pytest.fixture(scope="module")
def first(counts, settings, tmp_path_factory) -> tuple[bytes, int]:
    """What is kept in mind of the counts, and how many publications were decided for it."""
    path = tmp_path_factory.mktemp("before") / "memory"
    with pytest.MonkeyPatch.context() as monkeypatch:
        decided = counting_decisions(monkeypatch)
        remembering(counts, settings, path)
    return path.read_bytes(), len(decided)


@pytest.fixture(scope="module")
def remembered(first) -> bytes:
    """What is kept in mind of the counts."""
    return first[0]


@pytest.fixture
def known(remembered, path) -> Path:
    """The memory of what was protected before."""
    path.parent.mkdir(parents=True)
    path.write_bytes(remembered)
    return path


def remembering(counts: Counts, settings: Settings, path: Path, method: str = "a") -> Protected:
    memory = Memory(path, method)
    done = protect(counts, settings.configuration.disclosure, settings.areas.codes, memory)
    memory.write()
    return done


def anew(counts: Counts, settings: Settings) -> Protected:
    return protect(counts, settings.configuration.disclosure, settings.areas.codes)


def assert_same(one: Protected, other: Protected) -> None:
    pd.testing.assert_frame_equal(one.table, other.table)
    pd.testing.assert_frame_equal(one.log, other.log)


@pytest.fixture(scope="module")
def with_one_closed(settings: Settings) -> Callable[[Month], Counts]:
    """Return a function that gives the counts, had one more file been closed in a month."""
    return cache(partial(count_with_one_closed, settings))


def count_with_one_closed(settings: Settings, period: Month) -> Counts:
    scenario = scenario_of(*REGISTER, settings)
    files = scenario.case_files
    known = pd.concat([scenario.pension_payments["case_id"], scenario.students["case_id"]])
    is_open = files["closed_on"].isna() & (files["opened_on"] < period.first_day)
    place = files.index[is_open & ~files["case_id"].isin(known)][0]
    files.loc[place, ["closed_on", "closure_reason"]] = [period.last_day, "moved"]
    return counts_of(scenario, settings)


def test_the_same_counts_are_not_attacked_again(few, settings, path, attacks):
    first = remembering(few, settings, path)
    assert attacks
    attacks.clear()
    assert_same(remembering(few, settings, path), first)
    assert not attacks


@pytest.mark.parametrize(
    "period", [Month(1402, 3), pytest.param(Month(1402, 1), marks=pytest.mark.heavy)]
)
def test_what_has_changed_is_protected_as_if_nothing_was_known(
    settings, known, with_one_closed, period
):
    changed = with_one_closed(period)
    assert_same(remembering(changed, settings, known), anew(changed, settings))


def test_only_what_comes_after_a_change_is_decided_again(
    first, settings, known, decided, with_one_closed
):
    before, at_first = first
    publications = [at_first]
    for period in (Month(1402, 2), Month(1402, 3)):
        decided.clear()
        known.write_bytes(before)
        remembering(with_one_closed(period), settings, known)
        publications.append(len(decided))
    assert publications == [3, 2, 1]


def test_what_was_seen_before_is_not_looked_for_again(
    settings, known, with_one_closed, monkeypatch
):
    content = json.loads(gzip.decompress(known.read_bytes()))
    blind = {digest: [decided, [[], [], []]] for digest, (decided, _) in content.items()}
    looked: list[int] = []
    widen = Search.widen

    def counted(search: Search, *arguments: object, **options: bool) -> None:
        looked.append(1)
        widen(search, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Search, "widen", counted)
    times, done = [], []
    for kept in (content, blind):
        known.write_bytes(gzip.compress(json.dumps(kept).encode()))
        looked.clear()
        done.append(remembering(with_one_closed(Month(1402, 3)), settings, known))
        times.append(len(looked))
    assert_same(*done)
    seeing, unseeing = times
    assert seeing < unseeing


def test_another_policy_is_another_method(few, settings, path, attacks):
    remembering(few, settings, path)
    attacks.clear()
    remembering(few, settings, path, method="b")
    assert attacks


@pytest.mark.parametrize("damage", ["missing", "cut", "one bit", "of something else"])
def test_a_damaged_memory_is_as_good_as_none(few, settings, path, damage):
    first = remembering(few, settings, path)
    content = path.read_bytes()
    path.unlink()
    if damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "one bit":
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    elif damage == "of something else":
        path.write_text("[]")
    assert_same(remembering(few, settings, path), first)
    assert path.read_bytes() == content


def test_the_memory_is_for_its_owner_alone(few, settings, path):
    remembering(few, settings, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
