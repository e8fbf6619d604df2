"""A dated notice stands on the pages it corrects, and makes them anew."""

import json

import pytest

from helpers.domain.corrections import COLUMNS, read_corrections
from helpers.domain.tidy import as_csv
from helpers.errors import RequestError
from helpers.release.status import faults_before_a_build

NOTICE = (
    "2024-11-10", "trial", "1403-06", "abhar", "رقم خرداد اصلاح شد.", "Khordad was corrected.",
)  # fmt: skip


def note(project, *rows):
    (project.reference / "corrections.csv").write_text(as_csv(rows, COLUMNS), "utf-8")
    project.__dict__.pop("corrections", None)


def page(project, lang: str, period: str, area: str = "abhar") -> str:
    return (project.reports / f"{lang}/monthly/{period}/{area}/trial.html").read_text("utf-8")


def test_a_notice_stands_on_the_page_it_corrects_in_both_languages_and_on_no_other(
    publish, project
):
    publish(periods=["1403-06", "1403-07"], areas=["abhar", "tarom"])
    note(project, NOTICE)
    publish(periods=["1403-06", "1403-07"], areas=["abhar", "tarom"])
    english, persian = (page(project, lang, "1403-06") for lang in ("en", "fa"))
    assert "Corrected on 20 Aban 1403 (10 November 2024)." in english
    assert "Khordad was corrected." in english
    assert "اصلاح در ۲۰ آبان ۱۴۰۳ (۱۰ نوامبر ۲۰۲۴)." in persian
    assert "رقم خرداد اصلاح شد." in persian
    for other in (page(project, "en", "1403-07"), page(project, "en", "1403-06", "tarom")):
        assert "banner correction" not in other


def test_a_corrected_page_is_made_anew_though_another_period_is_asked_for(publish, project):
    publish(periods=["1403-06", "1403-05"])
    note(project, NOTICE)
    made = {page.path for page in publish(periods=["1403-07"]).made}
    assert made == {
        f"{lang}/monthly/{period}/abhar/trial.html"
        for lang in ("fa", "en") for period in ("1403-06", "1403-07")
    }  # fmt: skip
    assert "banner correction" in page(project, "fa", "1403-06")
    assert publish(periods=["1403-07"]).made == ()


def test_the_catalogue_marks_what_is_corrected(publish, project):
    note(project, NOTICE)
    publish(periods=["1403-06", "1403-07"])
    catalogue = json.loads((project.reports / "catalogue.json").read_text("utf-8"))
    dates = {edition["period"]: edition["corrected"] for edition in catalogue["editions"]}
    assert dates == {"1403-06": ["2024-11-10"], "1403-07": []}
    english = (project.reports / "en" / "index.html").read_text("utf-8")
    assert english.count('<span class="corrected">corrected</span>') == 1


def test_the_newest_notice_stands_first(publish, project):
    note(project, NOTICE, ("2024-12-01", "all", "1403-06", "all", "دوم.", "The second."))
    publish(periods=["1403-06"])
    text = page(project, "en", "1403-06")
    assert 0 < text.index("The second.") < text.index("Khordad was corrected.")


@pytest.mark.parametrize(
    ("place", "value", "fault"),
    [
        (0, "1403/08/20", "dated '1403/08/20'"),
        (2, "1403-13", "no month 13"),
        (2, "1403-6", "expected 1403-06"),
        (3, "tehran", "no area 'tehran'"),
        (1, "", "is missing"),
        (5, " ", "is missing"),
    ],
)
def test_a_faulty_notice_is_refused_and_named_by_its_line(settings, tmp_path, place, value, fault):
    row = [*NOTICE]
    row[place] = value
    (tmp_path / "corrections.csv").write_text(as_csv([NOTICE, row], COLUMNS), "utf-8")
    with pytest.raises(ValueError, match=f"line 3: .*{fault}"):
        read_corrections(tmp_path, settings.areas.codes)


def test_a_notice_on_a_report_that_does_not_exist_is_found_before_a_build(project):
    note(project, (NOTICE[0], "pensions", *NOTICE[2:]))
    assert any("1403-06 pensions" in fault.found for fault in faults_before_a_build(project))


def test_a_table_with_other_columns_is_no_table_of_corrections(project):
    (project.reference / "corrections.csv").write_text("a,b\n", "utf-8")
    with pytest.raises(RequestError, match=r"columns are \['a', 'b'\]"):
        project.corrections  # noqa: B018
