import shutil

import pytest

from helpers.configuration import Limits
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
        ("statistics@example.org", "statistics@example", "contact.email"),
        ("statistics@example.org", "our statistics@example.org", "contact.email"),
        ("notebook_seconds = 120", "notebook_seconds = 0", "limits.notebook_seconds"),
        ("notebook_seconds = 120", "notebook_seconds = inf", "limits.notebook_seconds"),
        ("notebook_memory_mb = 1000", "notebook_memory_mb = 10", "limits.notebook_memory_mb"),
        ("notebook_memory_mb = 1000", "notebook_memory = 1000", "limits.notebook_memory"),
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


def test_settings_without_limits_have_the_usual_ones(office):
    path = office / FILE_NAME
    path.write_text(path.read_text(encoding="utf-8").partition("[limits]")[0], encoding="utf-8")
    assert load_settings(office).configuration.limits == Limits(
        notebook_seconds=120, notebook_memory_mb=1000
    )
