"""However a delivery is damaged, it gives the same statistics or a refusal that names the damage.

Never a third thing, and nobody's name or national id in anything that is written or said.
"""

import contextlib
import dataclasses
import io
import json
import os
import re
import shutil
import tempfile
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest
from delivery.broken import IN_FILES
from delivery.damage import HARMLESS, Damage, expected_codes
from delivery.habits import FORMS, Habits
from delivery.harm import (
    DOUBTFUL,
    IN_CELLS,
    IN_ROWS,
    PERSONAL,
    SOMEBODY,
    of_person,
    pick,
)
from delivery.invented import FAMILY_NAMES, invented_tables
from delivery.layout import OWN_HEADINGS
from delivery.office import Parcel
from delivery.spelling import DIGITS, Kept, with_digits
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from helpers.delivery.ingest import ingest
from helpers.errors import DataError
from helpers.settings import Settings

HARMFUL = (*IN_CELLS, *IN_ROWS, *IN_FILES)
_PARTED = "[-\u200e ]?"  # may stand between digits


@dataclass(frozen=True)
class Case:
    """A damaged delivery: what is done to it, in this order, and everything chosen by a seed."""

    damages: tuple[Damage, ...]
    form: str
    seed: int = 0

    def parcel(self, office: "Office", files: int = 18) -> Parcel:
        """Return the parcel, nothing done to it yet."""
        counties = [county.code for county in office.settings.areas.counties[:4]]
        tables = invented_tables(counties, files=files)
        return Parcel.of(tables, office.settings, Habits(self.form), self.seed)

    def __str__(self) -> str:
        return f"{self.form}: {', '.join(map(str, self.damages))}"


@dataclass(frozen=True)
class Outcome:
    """What came of a delivery.

    Attributes
    ----------
    codes
        Of the faults that the refusal names, or of the warnings of the receipt.
    fingerprint
        Of the register; empty where the delivery was refused.
    said
        Everything that was said, and everything that was written, as text.
    """

    codes: frozenset[str]
    fingerprint: str
    said: str


@dataclass
class Office:
    """Where deliveries go: to a project of its own each, which does not outlive it."""

    settings: Settings
    clean: dict[str, str] = dataclasses.field(default_factory=dict)

    def deliver(self, parcel: Parcel) -> Outcome:
        """Send a parcel to an empty project."""
        with _empty_project(self.settings) as settings, _heard() as printed:
            sources = parcel.send(settings.root.parent / "sent")
            try:
                receipt = ingest(sources, settings.register, settings)
                said, fingerprint = str(receipt), _fingerprint(settings)
                codes = frozenset(receipt.warnings)
            except DataError as refusal:
                said = "".join(traceback.format_exception(refusal))
                codes = frozenset(re.findall(r"^([EW]\d{3}) ", str(refusal), re.MULTILINE))
                fingerprint = ""
                assert not settings.register.exists()
            assert os.listdir(tempfile.gettempdir()) == []
            return Outcome(codes, fingerprint, "\n".join([said, printed(), _written(settings)]))

    def cleanly(self, parcel: Parcel) -> str:
        """Return the fingerprint of what a parcel holds, sent as the contract has it."""
        contents = json.dumps(parcel.rows)
        if contents not in self.clean:
            plain = dataclasses.replace(parcel, habits=Habits(), rng=Random(0))
            outcome = self.deliver(plain)
            assert outcome.fingerprint, outcome.said
            self.clean[contents] = outcome.fingerprint
        return self.clean[contents]


@contextlib.contextmanager
def _empty_project(settings: Settings) -> Iterator[Settings]:
    """Give a project without a register, whose secret is that of all the others."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        secret = root / "data" / "secret" / "person_key"
        secret.parent.mkdir(parents=True, mode=0o700)
        secret.write_text("5e" * 32)
        secret.chmod(0o600)
        shutil.copytree(settings.reference, root / "data" / "reference")
        yield dataclasses.replace(settings, root=root)


@contextlib.contextmanager
def _heard():
    """Give what returns all that has been printed, and leaves files of no use a folder to be in."""
    out = io.StringIO()
    with (
        tempfile.TemporaryDirectory() as scratch,
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
    ):
        patch.setattr(tempfile, "tempdir", scratch)
        yield out.getvalue


def _fingerprint(settings: Settings) -> str:
    return json.loads((settings.register / "about.json").read_text("utf-8"))["fingerprint"]


def _written(settings: Settings) -> str:
    """Return all that stands in the project's files, but for what stood there before."""
    texts = []
    for path in sorted(settings.root.rglob("*")):
        if path.is_file() and settings.reference not in path.parents:
            texts.append(path.read_bytes().decode("utf-8", "replace"))
            texts.append(path.read_bytes().decode("utf-16-le", "replace"))
            if path.suffix == ".parquet":
                texts.append(pq.ParquetFile(path).read().to_pandas().to_csv())
    return "\n".join(texts)


def _persons(parcel: Parcel) -> re.Pattern[str]:
    """Return what finds a name, or a national id in any digits, with or without its zeros."""
    rows = [row for of_table in parcel.rows.values() for row in of_table]
    ids = {row["national_id"].zfill(10) for row in rows if len(row.get("national_id", "")) > 7}
    numbers = {
        f"{script[0]}{{0,2}}{_PARTED.join(with_digits(number.lstrip('0'), name))}"
        for number in ids | {SOMEBODY}
        for name, script in DIGITS.items()
        if number.isdigit()
    }
    return re.compile(rf"{'|'.join(FAMILY_NAMES)}|(?<!\w)(?:{'|'.join(numbers)})(?!\w)")


@pytest.fixture(scope="module")
def office(settings):
    rules = settings.configuration.deliveries
    own = {name: (heading,) for name, heading in OWN_HEADINGS.items()}
    rules = rules.model_copy(update={"headings": own})
    configuration = settings.configuration.model_copy(update={"deliveries": rules})
    return Office(dataclasses.replace(settings, configuration=configuration))


def check(office: Office, case: Case) -> None:
    """Deliver, and see that what comes of it is one of the two things that may."""
    parcel = case.parcel(office)
    for damage in (d for d in case.damages if d.in_tables):
        damage.apply(parcel)
    clean = office.cleanly(parcel)
    for damage in sorted(
        (d for d in case.damages if not d.in_tables), key=lambda d: not d.is_harmless
    ):
        damage.apply(parcel)
    outcome = office.deliver(parcel)
    expected = expected_codes(case.damages)
    if expected:
        assert not outcome.fingerprint, f"accepted: {case}"
        assert outcome.codes & expected, f"{case}\n{outcome.said[:3000]}"
    else:
        assert outcome.fingerprint == clean, f"{case}\n{outcome.said[:3000]}"
        assert {d.warning for d in case.damages} - {""} <= outcome.codes, case
    assert not _persons(parcel).findall(outcome.said), case


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw some damages that can befall files of one form, in any order."""
    form = draw(st.sampled_from(FORMS))

    def some(damages, most):
        fit = [damage for damage in damages if form in damage.forms]
        return draw(st.lists(st.sampled_from(fit), unique=True, max_size=most))

    is_harmed = draw(st.booleans())
    damages = some(HARMLESS, 10) + some(DOUBTFUL, 2) + some(HARMFUL, 3 if is_harmed else 0)
    return Case(tuple(damages), form, draw(st.integers(0, 10**6)))


@given(case=cases())
@profile(max_examples=6)
def test_a_damaged_delivery_gives_the_same_statistics_or_a_refusal_that_names_it(office, case):
    check(office, case)


@pytest.mark.heavy
@given(case=cases())
@profile(max_examples=300)
def test_many_damaged_deliveries_give_the_same_or_a_refusal(office, case):
    check(office, case)


@pytest.mark.heavy(minutes=10)
@pytest.mark.parametrize("damage", [*HARMLESS, *DOUBTFUL, *HARMFUL], ids=str)
def test_each_damage_alone_has_the_outcome_that_it_promises(office, damage):
    for number, form in enumerate(damage.forms):
        check(office, Case((damage,), form, number))


def _named(*names: str) -> tuple[Damage, ...]:
    by_name = {damage.name: damage for damage in (*HARMLESS, *DOUBTFUL, *HARMFUL)}
    return tuple(by_name[name] for name in names)


def test_rows_without_headings_are_not_left_out_because_other_sheets_have_theirs(office):
    damages = _named("the tables in one workbook", "a file for each county",
                     "a table without its headings")  # fmt: skip
    check(office, Case(damages, "xlsx", seed=0))


def test_all_damages_of_cells_and_rows_are_named_in_one_refusal(office):
    harmful = (*IN_CELLS, *IN_ROWS)
    parcel = Case(harmful, "csv").parcel(office, files=180)
    for damage in harmful:
        damage.apply(parcel)
    outcome = office.deliver(parcel)
    assert expected_codes(harmful) <= outcome.codes
    assert not _persons(parcel).findall(outcome.said)


@pytest.mark.parametrize("written", PERSONAL[1:])
def test_a_national_id_in_wrong_cells_is_never_said_however_it_is_written(office, written):
    parcel = Case((), "csv").parcel(office)
    cells = [("case_files", "county"), ("case_files", "opened_on"), ("case_files", "residence"),
             ("pension_payments", "month"), ("pension_payments", "paid_on"),
             ("students", "level")]  # fmt: skip
    for table, column in cells:
        row = pick(parcel, table, lambda row: row.get("national_id", "0").startswith("0"))
        row[column] = Kept(of_person(row)[written])
    outcome = office.deliver(parcel)
    assert {"E112", "E113", "E114", "E115"} <= outcome.codes
    assert not _persons(parcel).findall(outcome.said)


def test_the_search_for_persons_finds_one_in_whatever_way_it_stands_there(office):
    parcel = Case((), "csv").parcel(office)
    number = parcel.rows["students"][0]["national_id"]
    assert number.startswith("0")
    found = _persons(parcel).findall
    for script in DIGITS:
        assert found(f"x,{with_digits(number, script)},")
        assert found(with_digits(f"({number.lstrip('0')})", script))
        assert found(with_digits(f"'{number[:3]}-{number[3:]}'", script))
    assert found(f"خانم {FAMILY_NAMES[0]}ی")
    assert not found(f"{number}1 a{number} 7000123")
