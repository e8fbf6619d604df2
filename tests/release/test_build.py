"""A release is published whole or not at all."""

import json

import pytest
from trial_report import contents, executed, failing, row, write_notebook

from helpers.errors import RequestError
from helpers.release.execute import Run
from helpers.release.manifest import published_faults
from helpers.release.past import PATHS
from helpers.release.standing import STANDING
from helpers.release.table_schemas import TABLES

PAGES = [f"{lang}/monthly/1403-07/abhar/trial.html" for lang in ("fa", "en")]


def paths(pages) -> list[str]:
    return [page.path for page in pages]


def test_a_release_holds_pages_numbers_and_both_catalogues(publish, project):
    outcome = publish()
    assert outcome.failures == ()
    assert outcome.index == project.reports / "index.html"
    assert set(contents(project.reports)) == {
        "index.html", "en/index.html", "data/index.html", "data/en.html",
        *(f"{lang}/{path}.html" for lang in ("fa", "en") for path in STANDING.values()),
        "fa/quality/trial.html", "en/quality/trial.html", "data/quality.csv",
        "catalogue.json", "manifest.json", "data/published-figures.csv", "catalogue.jsonld",
        *(f"{lang}/{path}" for lang in ("fa", "en") for path in (
            "feed.xml", "series/trial/index.html", "areas/abhar/index.html")),
        "data/datapackage.json", *(f"data/schemas/{code}.json" for code in TABLES),
        "fa/monthly/1403-07/abhar/trial.html", "en/monthly/1403-07/abhar/trial.html",
        "data/monthly/1403-07/abhar/trial.csv", "data/monthly/1403-07/abhar/trial.xlsx",
        "data/monthly/1403-07/abhar/trial-revisions.csv", *PATHS,
    }  # fmt: skip
    assert list(published_faults(project.reports)) == []


def test_building_again_makes_nothing(publish, published):
    first = contents(published.reports)
    again = publish()
    assert (again.made, paths(again.unchanged)) == ((), PAGES)
    assert contents(published.reports) == first


def test_building_again_by_force_changes_no_byte(publish, published):
    first = contents(published.reports)
    assert paths(publish(force=True).made) == PAGES
    assert contents(published.reports) == first


def test_a_failure_leaves_the_last_good_release_untouched(publish, published, runs):
    before = contents(published.reports)
    runs["of"] = lambda page: failing(page) if page.lang == "en" else Run(page, executed(page))
    outcome = publish(periods=["1403-06"])
    assert ["cell 3: 1 / 0" in str(failure) for failure in outcome.failures] == [True]
    assert contents(published.reports) == before
    kept = published.root / "build" / "failed" / "en" / "monthly" / "1403-06" / "abhar"
    assert (kept / "trial.ipynb").is_file()
    assert str(kept) in str(outcome.failures[0])


def test_a_page_unfit_to_read_stops_the_release(publish, project, runs):
    html = '<p><a href="gone.html">x</a> <img alt="" src="https://example.org/x.png"></p>'
    runs["of"] = lambda page: Run(page, executed(page, html=html))
    said = "\n".join(map(str, publish().failures))
    assert "a link is dead" in said
    assert "a page fetches something" in said
    assert not project.reports.exists()


def test_languages_that_show_different_numbers_stop_the_release(publish, project, runs):
    runs["of"] = lambda page: Run(
        page, executed(page, rows=[row(page.subject, value="1" if page.lang == "fa" else "2")])
    )
    (failure,) = publish().failures
    assert "do not show the same numbers" in str(failure)
    assert "fa/monthly/1403-07/abhar/trial.html" in str(failure)


def test_a_notebook_that_hands_nothing_over_is_a_failure(publish, runs):
    def early(page):
        notebook = executed(page)
        notebook.cells[-1].outputs = []
        return Run(page, notebook)

    runs["of"] = early
    assert "ended before its last cell" in str(publish().failures[0])


def test_earlier_editions_stay_and_lead_to_the_new_one(publish, project):
    publish(periods=["1403-05"])
    publish(periods=["1403-07"])
    older = (project.reports / "fa/monthly/1403-05/abhar/trial.html").read_text("utf-8")
    newer = (project.reports / "fa/monthly/1403-07/abhar/trial.html").read_text("utf-8")
    assert 'rel="next" href="../../1403-07/abhar/trial.html"' in older
    assert 'rel="prev" href="../../1403-05/abhar/trial.html"' in newer
    catalogue = json.loads((project.reports / "catalogue.json").read_text("utf-8"))
    assert [row["period"] for row in catalogue["editions"]] == ["1403-07", "1403-05"]
    assert list(published_faults(project.reports)) == []


def test_what_stands_in_a_page_of_an_earlier_edition_is_not_made_anew(publish, project, runs):
    publish(periods=["1403-05"])
    runs["of"] = lambda page: Run(page, executed(page, html="<p>changed</p>"))
    publish(periods=["1403-06"])
    older = (project.reports / "fa/monthly/1403-05/abhar/trial.html").read_text("utf-8")
    assert "یافته" in older
    assert "changed" not in older


def test_the_other_language_of_a_published_page_is_made_with_it(publish, published, runs):
    runs["of"] = lambda page: Run(page, executed(page, rows=[row(page.subject, value="7")]))
    assert {page.lang for page in publish(languages=["fa"], force=True).made} == {"fa", "en"}


def test_one_language_alone_has_no_link_to_the_other(publish, project):
    publish(languages=["fa"])
    page = (project.reports / "fa/monthly/1403-07/abhar/trial.html").read_text("utf-8")
    assert 'class="language"' not in page


def test_files_that_are_not_ours_survive(publish, project):
    project.reports.mkdir()
    (project.reports / ".gitkeep").touch()
    publish()
    publish(periods=["1403-06"])
    assert (project.reports / ".gitkeep").is_file()


def test_a_folder_of_other_things_is_refused(publish, tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "letter.txt").write_text("dear all")
    with pytest.raises(RequestError, match="something else than a release"):
        publish(folder)
    assert (folder / "letter.txt").is_file()


def test_an_internal_edition_never_goes_to_the_public_folder(publish, published):
    with pytest.raises(RequestError, match="the internal edition would stand together"):
        publish(published.reports, edition="internal")


def test_a_published_file_that_was_changed_is_found(published):
    (published.reports / "data/monthly/1403-07/abhar/trial.csv").write_text("other")
    (published.reports / "en/index.html").unlink()
    said = "\n".join(map(str, published_faults(published.reports)))
    assert "a published file was changed\n  where:    data/monthly" in said
    assert "a published file is missing\n  where:    en/index.html" in said


def test_a_new_notebook_needs_no_other_edit(publish, project, notebooks):
    from trial_report import notebook_of

    from helpers.release.notebooks import discover_notebooks

    write_notebook(project.root, "monthly", notebook_of(report="second", order=2))
    notebooks[:] = discover_notebooks(project.notebooks)
    publish()
    page = (project.reports / "fa/monthly/1403-07/abhar/trial.html").read_text("utf-8")
    assert 'href="second.html"' in page
