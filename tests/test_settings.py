import shutil

import pytest

from helpers.errors import RequestError
from helpers.settings import FILE_NAME, ROOT_VARIABLE, find_root, load_settings


@pytest.fixture
def office(tmp_path, root):
    shutil.copy(root / FILE_NAME, tmp_path)
    (tmp_path / "data").mkdir()
    shutil.copytree(root / "data" / "reference", tmp_path / "data" / "reference")
    return tmp_path


def edit(office, old, new):
    path = office / FILE_NAME
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_project_is_found_from_any_of_its_folders(office, monkeypatch):
    deep = office / "notebooks" / "monthly"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert find_root() == office


def test_the_environment_may_name_the_project(office, monkeypatch):
    monkeypatch.setenv(ROOT_VARIABLE, str(office))
    assert find_root() == office


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("hide_below = 5", "hide_below = 1", "disclosure.hide_below"),
        ("hide_below = 5", "hide_belov = 5", "disclosure.hide_belov"),
        ('languages = ["fa", "en"]', 'languages = ["fa", "de"]', "languages.1"),
        ("statistics@example.org", "statistics", "contact.email"),
        ("[organisation]", "[organisation", str(FILE_NAME)),
    ],
)
def test_a_wrong_setting_is_named(office, old, new, fault):
    edit(office, old, new)
    with pytest.raises(RequestError, match=fault.replace(".", r"\.")):
        load_settings(office)


def test_a_province_that_is_in_no_table_is_refused_with_the_known_ones(office):
    edit(office, 'code = "zanjan"', 'code = "zanjaan"')
    with pytest.raises(RequestError, match="expected: one of zanjan"):
        _ = load_settings(office).areas
