import pytest

from helpers import files
from helpers.files import switch_folder


@pytest.fixture(params=["one step", "two renames"])
def platform(request, monkeypatch):
    if request.param == "two renames":
        monkeypatch.setattr(files, "_exchange", lambda one, other: False)


def make(folder, **contents):
    folder.mkdir()
    for name, text in contents.items():
        (folder / name).write_text(text)
    return folder


@pytest.mark.usefixtures("platform")
def test_the_live_folder_is_replaced_whole_and_nothing_is_left_over(tmp_path):
    live = make(tmp_path / "live", old="1", both="1")
    switch_folder(make(tmp_path / "staged", both="2"), live)
    assert {path.name: path.read_text() for path in live.iterdir()} == {"both": "2"}
    assert [path.name for path in tmp_path.iterdir()] == ["live"]


@pytest.mark.usefixtures("platform")
def test_a_first_folder_is_put_in_place(tmp_path):
    switch_folder(make(tmp_path / "staged", a="1"), tmp_path / "deep" / "live")
    assert (tmp_path / "deep" / "live" / "a").read_text() == "1"


@pytest.mark.usefixtures("platform")
def test_a_missing_staged_folder_leaves_the_live_one(tmp_path):
    live = make(tmp_path / "live", a="1")
    with pytest.raises(NotADirectoryError):
        switch_folder(tmp_path / "nothing", live)
    assert (live / "a").read_text() == "1"
