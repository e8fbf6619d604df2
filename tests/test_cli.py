"""The command line: what it prints where, and the status it leaves with."""

import pytest
from click.testing import CliRunner

from helpers.cli import main
from helpers.settings import ROOT_VARIABLE


@pytest.fixture
def karnameh(monkeypatch):
    def run(root, *arguments):
        monkeypatch.setenv(ROOT_VARIABLE, str(root))
        return CliRunner().invoke(main, arguments)

    return run


def test_help_names_every_command(karnameh, root):
    said = karnameh(root, "--help").stdout
    for command in ("sample", "ingest", "build", "status", "check", "verify", "key"):
        assert f"  {command} " in said


def test_a_wrong_area_is_refused_with_status_2_and_no_traceback(karnameh, root):
    done = karnameh(root, "build", "--area", "abhr")
    assert done.exit_code == 2
    assert "did you mean abhar?" in done.stderr
    assert done.stdout == ""


def test_a_build_without_a_register_says_how_to_make_one(karnameh, root, tmp_path):
    done = karnameh(root, "build", "--register", str(tmp_path / "none"))
    assert done.exit_code == 2
    assert "karnameh sample" in done.stderr


def test_settings_that_are_wrong_are_refused_with_status_2(karnameh, tmp_path):
    (tmp_path / "karnameh.toml").write_text("languages = 3")
    done = karnameh(tmp_path, "check")
    assert done.exit_code == 2
    assert "languages" in done.stderr


def test_verifying_a_folder_without_a_release_is_a_wrong_request(karnameh, root, tmp_path):
    assert karnameh(root, "verify", str(tmp_path)).exit_code == 2


def test_the_project_itself_is_ready_to_build(karnameh, root):
    done = karnameh(root, "check")
    assert (done.exit_code, done.stderr) == (0, "nothing is wrong\n")
