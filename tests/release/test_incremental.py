"""A page is made again exactly when something that it depends on has changed."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from built import Release, karnameh
from trial_report import contents, executed, failing, row

from helpers.release.execute import Run


def made(outcome) -> set[str]:
    return {page.path for page in outcome.made}


PAGES = {f"{lang}/monthly/1403-07/abhar/trial.html" for lang in ("fa", "en")}


@pytest.mark.parametrize(
    "path",
    ["karnameh.toml", "data/reference/terms.csv", "requirements.lock",
     "notebooks/monthly/trial.ipynb"],
)  # fmt: skip
def test_a_change_of_what_a_page_is_made_from_makes_it_again(publish, published, notebooks, path):
    from helpers.release.notebooks import discover_notebooks
    from helpers.settings import load_settings

    file = published.root / path
    text = file.read_text("utf-8") if file.is_file() else ""
    changed = {
        ".toml": text.replace("زنجان", "زنجان‌"),
        ".csv": text + "page,extra,افزوده,extra,,\n",
        ".lock": "a==1\n",
        ".ipynb": text.replace("import", "import ", 1) + "\n",
    }[file.suffix]
    file.write_text(changed, "utf-8")
    published.__dict__["configuration"] = load_settings(published.root).configuration
    published.__dict__.pop("terms", None)
    notebooks[:] = discover_notebooks(published.notebooks)
    assert made(publish()) == PAGES


def test_limits_are_nothing_a_page_depends_on(publish, published):
    configuration = published.configuration
    limits = configuration.limits.model_copy(update={"notebook_seconds": 7.0})
    published.__dict__["configuration"] = configuration.model_copy(update={"limits": limits})
    assert made(publish()) == set()


def test_another_notebook_makes_only_its_own_pages(publish, notebooks, project):
    publish(periods=["1403-07", "1402"])
    path = project.notebooks / "annual" / "trial.ipynb"
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    assert made(publish(periods=["1403-07", "1402"])) == {
        f"{lang}/annual/1402/abhar/trial.html" for lang in ("fa", "en")
    }


@pytest.mark.parametrize("name", ["fa/monthly/1403-07/abhar/trial.html",
                                  "data/monthly/1403-07/abhar/trial.xlsx"])  # fmt: skip
def test_a_published_file_that_was_changed_or_lost_is_made_again(publish, published, name):
    before = contents(published.reports)
    (published.reports / name).write_text("other")
    assert made(publish()) == PAGES
    (published.reports / name).unlink()
    assert made(publish()) == PAGES
    assert contents(published.reports) == before


@pytest.mark.parametrize("change", [Path.unlink, lambda path: path.write_text("other")])
def test_a_damaged_page_of_another_period_stops_the_release_and_says_how_to_mend_it(
    publish, project, change
):
    publish(periods=["1403-06"])
    before = contents(project.reports)
    change(project.reports / "fa/monthly/1403-06/abhar/trial.html")
    (failure,) = publish().failures
    assert "was changed or lost" in str(failure)
    assert "fa/monthly/1403-06/abhar/trial.html" in str(failure)
    assert "--period 1403-06" in str(failure)
    outcome = publish(periods=["1403-06", "1403-07"])
    assert not outcome.failures
    for name in ("data/monthly/1403-06/abhar/trial.csv", "data/index.html"):
        assert contents(project.reports)[name] == before[name]


def test_a_file_that_was_only_touched_is_not(publish, published):
    for path in published.reports.rglob("*.html"):
        path.touch()
    assert made(publish()) == set()


def test_a_lost_catalogue_is_written_again_without_a_page(publish, published):
    before = contents(published.reports)
    (published.reports / "index.html").unlink()
    assert made(publish()) == set()
    assert contents(published.reports) == before


def test_without_records_everything_is_made_again(publish, published):
    before = contents(published.reports)
    shutil.rmtree(published.root / "build" / "records")
    assert made(publish()) == PAGES
    assert contents(published.reports) == before


def test_the_edition_of_a_notebook_that_is_gone_goes_and_earlier_periods_stay(
    publish, project, notebooks
):
    from trial_report import notebook_of, write_notebook

    from helpers.release.notebooks import discover_notebooks

    second = write_notebook(project.root, "monthly", notebook_of(report="second", order=2))
    notebooks[:] = discover_notebooks(project.notebooks)
    publish(periods=["1403-06", "1403-07"])
    second.unlink()
    notebooks[:] = discover_notebooks(project.notebooks)
    publish()
    left = {path for path in contents(project.reports) if "/second" in path}
    assert left >= {f"{lang}/quality/second.html" for lang in ("fa", "en")}
    left = {path for path in left if "quality" not in path and "series" not in path}
    assert {path.split("/")[2] for path in left} == {"1403-06"}
    page = (project.reports / "fa/monthly/1403-07/abhar/trial.html").read_text("utf-8")
    assert 'href="second.html"' not in page


def test_a_failed_page_is_all_that_is_left_to_do(publish, runs, project):
    broken = "1403-06"
    runs["of"] = lambda page: Run(
        page, executed(page, rows=[row(page.subject)] if str(page.subject.period) != broken else [])
    )
    good = runs["of"]
    runs["of"] = lambda page: (
        Run(page, executed(page, html='<img src="https://example.org/x">'))
        if str(page.subject.period) == broken and page.lang == "en"
        else good(page)
    )
    outcome = publish(periods=[broken, "1403-07"])
    assert len(outcome.failures) == 1
    assert not project.reports.exists()
    runs["of"] = good
    again = publish(periods=[broken, "1403-07"])
    assert {str(page.subject.period) for page in again.made} == {broken}
    assert {str(page.subject.period) for page in again.resumed} == {"1403-07"}
    assert not again.failures


def _numbers(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder / "data").with_suffix("").as_posix(): path.read_text("utf-8")
        for path in folder.glob("data/*/*/*/*.csv")
        if not path.stem.endswith("-revisions")
    }


def test_a_change_that_failed_and_was_taken_back_leaves_nothing(publish, published, runs):
    good = runs["of"]
    runs["of"] = lambda page: failing(page) if page.lang == "en" else good(page)
    assert publish(force=True).failures
    assert (published.root / ".reports-stage").is_dir()
    outcome = publish()
    assert (outcome.made, len(outcome.unchanged)) == ((), 2)
    assert not (published.root / ".reports-stage").exists()
    assert len(list((published.root / "build" / "records").iterdir())) == 1
    assert made(publish()) == set()


@pytest.mark.heavy
def test_one_changed_fact_of_a_county_makes_only_the_pages_whose_numbers_changed(
    release: Release, tmp_path: Path
):
    """The rebuilt pages against a comparison of the CSVs that knows nothing of the build."""
    root = tmp_path / "project"
    shutil.copytree(release.root, root)
    before = _numbers(root / "reports")
    areas = release.smallest, release.settings.areas.province.code
    asked = ["build", "--json", "--period", "1403-07", "--period", "1402"]
    asked += [f"--area={area}" for area in areas]
    assert json.loads(karnameh(root, *asked).stdout)["made"] == []

    path = root / "data" / "register" / "students.parquet"
    students = pd.read_parquet(path)
    here = (students["county"] == release.smallest) & students["support_end"].isna()
    latest = students[here].sort_values("support_start", kind="stable").index[-6:]
    students = students.drop(latest)
    students.to_parquet(path)

    done = karnameh(root, *asked)
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    after = _numbers(root / "reports")
    changed = {name for name in after if after[name] != before[name]}
    assert {path.split("/", 1)[1].removesuffix(".html") for path in outcome["made"]} == changed
    assert 0 < len(changed) < len(after)
