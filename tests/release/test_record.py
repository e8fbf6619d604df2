"""What the record of published numbers must not say, planted in a copy of a real release."""

import os
import shutil

import pytest
from planted import Copy

from helpers.domain.structure import COLUMNS, KEY
from helpers.domain.vintages import PUBLISHED_NUMBERS, State
from helpers.domain.vintages_file import read, written
from helpers.release.reading import PublishedRelease
from helpers.release.record import record_faults
from helpers.release.revisions import REVISIONS

CSV = "data/monthly/{monthly}/{smallest}/caseload.csv"


@pytest.fixture
def copy(release, tmp_path) -> Copy:
    folder = tmp_path / "release"
    shutil.copytree(release.folder, folder, copy_function=os.link)
    return Copy(folder, release.settings, release.smallest)


def faults(copy: Copy) -> list[str]:
    return [str(fault) for fault in record_faults(PublishedRelease(copy.folder), copy.settings)]


def cell(copy: Copy, *, hidden: bool) -> tuple[str, ...]:
    """Return the key of the first cell of the smallest county that is hidden, or is not."""
    for row in PublishedRelease(copy.folder).rows[copy.path(CSV)]:
        said = dict(zip(COLUMNS, row, strict=True))
        if (said["conf_status"] == "C") == hidden and (hidden or said["value"]):
            return tuple(said[name] for name in KEY)
    raise LookupError


def test_a_built_release_has_a_record_of_what_it_publishes(copy):
    assert faults(copy) == []
    assert len(read(copy.folder / PUBLISHED_NUMBERS).stories) > 1000


def rewrite(copy: Copy, key: tuple[str, ...], *states: State) -> None:
    history = read(copy.folder / PUBLISHED_NUMBERS)
    history.stories[key] = states  # type: ignore[index]
    copy.write(PUBLISHED_NUMBERS, written(history))


def test_a_record_that_says_another_number_is_found(copy):
    key = cell(copy, hidden=False)
    rewrite(copy, key, State(1, "123456", "F"))
    (fault,) = faults(copy)
    assert "does not say what is published" in fault
    assert " ".join(key) in fault


def test_an_earlier_value_of_a_hidden_cell_in_the_record_is_found(copy):
    key = cell(copy, hidden=True)
    rewrite(copy, key, State(1, "5", "F"), State(1, "", "C"))
    (fault,) = faults(copy)
    assert "an earlier value of a cell" in fault
    assert f"{PUBLISHED_NUMBERS}: {' '.join(key)}" in fault


def test_an_earlier_value_of_a_hidden_cell_among_the_revisions_is_found(copy):
    key = cell(copy, hidden=True)
    text = (copy.folder / REVISIONS).read_text("utf-8")
    copy.write(REVISIONS, f"{text}{','.join(key)},1,1403-07,5,10,method\n")
    found = [fault for fault in faults(copy) if "an earlier value of a cell" in fault]
    assert [f"{REVISIONS}: {' '.join(key)}" in fault for fault in found] == [True]


def test_an_earlier_value_of_a_hidden_cell_beside_a_page_is_found(copy):
    key = cell(copy, hidden=True)
    path = copy.path(CSV).replace(".csv", "-revisions.csv")
    text = (copy.folder / path).read_text("utf-8")
    copy.write(path, f"{text}{','.join(key)},1,1403-07,5,F\n")
    found = [fault for fault in faults(copy) if "an earlier value of a cell" in fault]
    assert [f"{path}: {' '.join(key)}" in fault for fault in found] == [True]


def test_a_record_that_cannot_be_read_is_a_fault_and_a_release_without_one_is_older(copy):
    copy.write(PUBLISHED_NUMBERS, b"other")
    assert "cannot be read" in faults(copy)[0]
    manifest = (copy.folder / "manifest.json").read_text("utf-8")
    copy.write("manifest.json", manifest.replace(PUBLISHED_NUMBERS, "data/other"))
    assert faults(copy) == []
