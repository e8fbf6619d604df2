"""Building from the command line: what goes to which stream, and the status."""

import json
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from trial_report import ABOUT, executed, failing

from helpers.cli import main
from helpers.release import status as status_module
from helpers.release.execute import Run
from helpers.settings import ROOT_VARIABLE


@pytest.fixture
def karnameh(monkeypatch, project, runs):
    """Run a command in the trial project, whose register is not there."""
    monkeypatch.setenv(ROOT_VARIABLE, str(project.root))
    monkeypatch.setattr(status_module, "contents_of", lambda uri: SimpleNamespace(about=ABOUT))
    return lambda *arguments: CliRunner().invoke(main, arguments)


def test_the_last_line_on_stdout_is_the_catalogue_and_progress_goes_elsewhere(karnameh, project):
    done = karnameh("build", "--area", "abhar")
    assert done.exit_code == 0
    assert done.stdout == f"{project.reports / 'index.html'}\n"
    assert "4/4 en/annual/1402/abhar/trial.html done (" in done.stderr


def test_a_failed_build_lists_every_failure_and_leaves_with_status_1(karnameh, runs):
    runs["of"] = failing
    done = karnameh("build", "--area", "abhar")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.count("cell 3: 1 / 0") == 4
    assert "nothing was published" in done.stderr


def test_a_dry_run_lists_the_pages_and_makes_none(karnameh, project):
    done = karnameh("build", "--dry-run", "--period", "۱۴۰۳-۰۷", "--lang", "fa")
    assert len(done.stdout.splitlines()) == len(project.areas)
    assert all(line.endswith(".html  new") for line in done.stdout.splitlines())
    assert not project.reports.exists()


def test_a_dry_run_and_a_build_mean_the_same_folder_however_it_is_named(
    karnameh, project, monkeypatch
):
    (project.root / "deep").mkdir()
    monkeypatch.chdir(project.root / "deep")
    assert karnameh("build", "--area", "abhar", "--out", "../other").exit_code == 0
    said = karnameh("build", "--area", "abhar", "--out", "../other", "--dry-run").stdout
    assert all(line.endswith("unchanged") for line in said.splitlines())


def test_a_dry_run_names_what_changed(karnameh, project):
    karnameh("build", "--area", "abhar")
    terms = project.reference / "terms.csv"
    terms.write_text(terms.read_text("utf-8") + "page,extra,افزوده,extra,,\n", "utf-8")
    asked = "build", "--dry-run", "--area", "abhar", "--area", "tarom", "--json"
    pages = {row["page"]: row["reasons"] for row in json.loads(karnameh(*asked).stdout)}
    assert pages["fa/monthly/1403-07/abhar/trial.html"] == ["data/reference/terms.csv"]
    assert pages["fa/monthly/1403-07/tarom/trial.html"] == ["new"]


def test_an_internal_build_goes_to_a_folder_of_its_own_and_says_so(karnameh, project):
    done = karnameh("build", "--edition", "internal", "--area", "abhar", "--period", "1402")
    folder = project.root / "reports-internal"
    assert done.stdout == f"{folder / 'index-internal.html'}\n"
    assert not project.reports.exists()
    page = (folder / "fa/annual/1402/abhar/trial-internal.html").read_text("utf-8")
    assert 'class="banner internal"' in page


def test_status_names_what_is_missing_until_it_is_built(karnameh):
    karnameh("build", "--area", "abhar")
    before = karnameh("status")
    assert before.exit_code == 1
    assert "exists  monthly/1403-07/abhar/trial" in before.stdout
    assert "MISSING annual/1402/tarom/trial" in before.stdout
    karnameh("build")
    after = karnameh("status", "--json")
    assert after.exit_code == 0
    assert all(edition["exists"] for edition in json.loads(after.stdout))


def test_a_release_that_was_changed_does_not_verify(karnameh, project):
    karnameh("build", "--area", "abhar")
    assert karnameh("verify").exit_code == 0
    (project.reports / "catalogue.json").write_text("{}")
    done = karnameh("verify")
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert "catalogue.json" in done.stderr


def test_a_key_is_made_put_into_the_settings_and_signs(karnameh, project):
    lines = karnameh("key").stdout
    assert karnameh("key").exit_code == 2  # there is one already
    settings = project.root / "karnameh.toml"
    settings.write_text(settings.read_text("utf-8") + "\n" + lines, "utf-8")
    karnameh("build", "--area", "abhar")
    public = str(project.reports / "minisign.pub")
    for options in ([], ["--key", public], ["--key", lines.split('"')[1]]):
        done = karnameh("verify", *options)
        assert done.exit_code == 0, done.stderr
        assert "signed by the key" in done.stderr
    done = karnameh("verify", "--key", "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3")
    assert done.exit_code == 1
    assert "by another key" in done.stderr


def test_a_release_is_rebuilt_and_compared(karnameh, project, runs):
    karnameh("build", "--area", "abhar")
    done = karnameh("verify", "--rebuild")
    assert done.exit_code == 0, done.stderr
    assert "comes out of register and code as it is" in done.stderr
    runs["of"] = lambda page: Run(page, executed(page, html="<p>other</p>"))
    done = karnameh("verify", "--rebuild")
    assert done.exit_code == 1
    assert "a file does not come out as it was published" in done.stderr
