"""Where a number comes from: the answer holds what is published, and nothing else."""

import json

import pytest
from click.testing import CliRunner

from helpers.cli import main
from helpers.errors import RequestError
from helpers.release.explain.answer import answer
from helpers.release.explain.request import read_question
from helpers.release.explain.words import answer_in_words
from helpers.release.reading import PublishedRelease
from helpers.settings import ROOT_VARIABLE


@pytest.fixture(scope="module")
def published(release):
    return PublishedRelease(release.folder)


@pytest.fixture(scope="module")
def explained(release, published):
    """Return a function that answers a question."""

    def ask(statistic, cell=None, report="caseload", period="1403-07", area=None, lang="en"):
        area = area or release.settings.areas.province.code
        asked = read_question(published, report, period, area, statistic, cell, lang)
        return answer(asked, published, release.settings)

    return ask


def value_in_csv(release, path, statistic, breakdown="all", category="all"):
    (row,) = [row for row in release.csv(release.path(path)) if (
        row["statistic"], row["period"], row["breakdown"], row["category"]
    ) == (statistic, "1403-07", breakdown, category) and row["area"] in path.format(
        monthly="1403-07", province=release.settings.areas.province.code)]  # fmt: skip
    return row


def test_the_answer_holds_value_definition_register_and_query(release, explained, published):
    found = explained("files_active", "residence=rural")
    row = value_in_csv(
        release,
        "data/monthly/{monthly}/{province}/caseload.csv",
        "files_active",
        "residence",
        "rural",
    )
    assert found.value == row["value"]
    lines = release.path("data/monthly/{monthly}/{province}/caseload.csv").read_text().splitlines()
    assert lines[found.line - 1].split(",")[7] == row["value"]
    assert found.definition.startswith("Files open at the end of the period")
    assert found.register == published.manifest["register"]["fingerprint"]
    assert "Rounded" in "; ".join(found.protection)
    (counted,) = found.counted
    assert counted.are_changes
    query = counted.queries["files_active"]
    assert "\"breakdown\" = 'residence'" in query
    assert "\"category\" = 'rural'" in query
    assert "memtable" not in query


def test_every_place_named_really_holds_the_number(release, explained):
    found = explained("files_closed")
    assert {place.place for place in found.printed} >= {"p", "td"}
    for place in found.printed:
        text = (release.folder / place.file).read_text("utf-8")
        assert place.section.split("“")[0] in text
    own = [place for place in found.printed if place.how == "value" and place.place == "td"]
    assert {place.text.replace(",", "") for place in own} == {found.value}


def test_a_derived_number_names_its_formula_and_explains_each_operand(release, explained):
    found = explained("active_share")
    assert (found.formula.name, found.formula.factor) == ("ratio", 100)
    assert [part.key[0] for part in found.counted] == ["files_active", "files_total"]
    active, total = (int(part.value) for part in found.counted)
    assert abs(100 * active / total - float(found.value)) <= 0.05
    assert all(part.queries for part in found.counted)


@pytest.mark.parametrize("lang", ["fa", pytest.param("en", marks=pytest.mark.heavy)])
@pytest.mark.parametrize(
    "report", [*(pytest.param(r, marks=pytest.mark.heavy) for r in ("caseload", "pensions")),
               "students"],
)  # fmt: skip
@pytest.mark.parametrize("period", ["1403-07", pytest.param("1402", marks=pytest.mark.heavy)])
def test_every_statistic_of_a_report_can_be_explained(
    release, published, explained, monkeypatch, report, period, lang
):
    monkeypatch.setattr("helpers.release.explain.answer._printed", lambda *_: ())
    settings = release.settings
    area = settings.areas.province.code
    path = next(s.csv for s in published.subjects
                if (s.report, str(s.period), s.area) == (report, period, area))  # fmt: skip
    for statistic in dict.fromkeys(row[0] for row in published.rows[path]):
        if statistic.startswith(("files_closed_within", "closed_within")):
            continue  # it has no total
        found = explained(statistic, report=report, period=period, lang=lang)
        text = answer_in_words(found, settings, lang)
        assert found.name in text
        assert all(part.queries for part in found.counted)


def test_a_hidden_number_is_not_told(release, explained):
    hidden = next(
        row for row in release.csv(release.path("data/monthly/{monthly}/{smallest}/caseload.csv"))
        if row["conf_status"] == "C" and row["period"] == "1403-07"
        and row["area"] == release.smallest and row["breakdown"] != "all"
    )  # fmt: skip
    cell = f"{hidden['breakdown']}={hidden['category']}"
    found = explained(hidden["statistic"], cell, area=release.smallest)
    assert (found.value, found.printed) == ("", ())
    text = answer_in_words(found, release.settings, "en")
    assert "not published" in text
    assert "Confidential" in text
    assert "on no page as a number" in text


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        (("caseloads", "1403-07", "{province}", "files_active", None), "caseload"),
        (("caseload", "1403-07", "{province}", "file_active", None), "files_active"),
        (("caseload", "1403-07", "{province}", "files_active", "residense=rural"), "residence"),
        (("caseload", "1403-07", "{province}", "files_active", "residence=rurla"), "rural"),
        (("caseload", "1403-70", "{province}", "files_active", None), "Esfand"),
        (("caseload", "1403-07", "{province}x", "files_active", None), "{province}"),
    ],
)
def test_what_is_not_there_is_refused_and_the_nearest_offered(
    release, published, question, offered
):
    province = release.settings.areas.province.code
    names = [name and name.format(province=province) for name in question]
    with pytest.raises(RequestError) as refused:
        read_question(published, *names, "en")
    assert offered.format(province=province) in str(refused.value)


def test_the_command_answers_in_both_languages_and_as_json(release, monkeypatch):
    monkeypatch.setenv(ROOT_VARIABLE, str(release.root))
    area = release.settings.areas.province.code
    asked = ["explain", "caseload", "۱۴۰۳-۰۷", area, "files_active"]
    persian = CliRunner().invoke(main, asked)
    assert persian.exit_code == 0, persian.stderr
    assert "پرونده‌های فعال" in persian.stdout
    assert "۵٬۷۹۳" in persian.stdout
    told = json.loads(CliRunner().invoke(main, [*asked, "--lang", "en", "--json"]).stdout)
    assert (told["value"], told["name"]) == ("5793", "Active case files")
    assert CliRunner().invoke(main, [*asked[:-1], "files_activ"]).exit_code == 2
