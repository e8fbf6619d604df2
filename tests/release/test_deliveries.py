"""What pages say of the deliveries is published beside them, and nothing else is said."""

import csv
import io
import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from built import copy_project, karnameh
from trial_report import ABOUT, contents, executed

from helpers.domain.deliveries import FEW, Deliveries
from helpers.domain.structure import COLUMNS
from helpers.domain.vintages import History, Vintage
from helpers.errors import DataError
from helpers.release import build as build_module
from helpers.release import make as make_module
from helpers.release.catalogue import Entry
from helpers.release.count import Table
from helpers.release.execute import Run
from helpers.release.gate import faults_of_release
from helpers.release.make import PageMaker
from helpers.release.origin import described_count
from helpers.release.reading import PublishedRelease
from helpers.release.sources.check import unsourced_numbers
from helpers.report.context import Context
from helpers.report.quality import quality_box
from helpers.report.rows import PublishedRows
from helpers.report.series import PublishedTable

MIME_TYPE = "application/vnd.karnameh.report+json"
CSV = "data/monthly/1403-07/abhar/trial-deliveries.csv"
PAGES = [f"{lang}/monthly/1403-07/abhar/trial.html" for lang in ("fa", "en")]
DELIVERED = Deliveries(
    "2024-05-01",
    {"case_files": 10455, "students": FEW},
    {"spelling": 34565},
    {
        "1403-06": {"abhar": "2024-09-25", "tarom": "2024-09-30"},
        "1403-07": {"abhar": "2024-11-09", "tarom": "2024-11-02", "ijrud": ""},
    },
    fewest=10,
)
REGISTER = replace(ABOUT, synthetic=False, warnings={"W203": 15, "W209": FEW}, deliveries=DELIVERED)


class Delivered:
    """A register that was delivered, and the table that was counted from it."""

    def __init__(self) -> None:
        self.about = REGISTER

    def deliver(self, **changes) -> None:
        deliveries = replace(self.about.deliveries, **changes)
        self.about = replace(self.about, deliveries=deliveries)

    def counter(self, register, settings, edition):
        return self

    coverage = property(lambda self: self.about)
    reasons: tuple[str, ...] = ()

    def table_at_hand(self) -> Table:
        return Table(Path("public.parquet"), "one", self.about)  # its numbers stay as they are

    def settle(self) -> None:
        pass


@pytest.fixture
def register(monkeypatch, project, runs):
    """A delivered register; every page made from it shows the data-quality box."""
    delivered = Delivered()
    monkeypatch.setattr(build_module, "Counter", delivered.counter)

    def run(page):
        about, subject = delivered.about, page.subject
        history = History(about.series, (Vintage(1, "1403-07", "one"),))
        columns = {name: [] for name in COLUMNS}
        table = PublishedTable(PublishedRows(about, columns, {}, history))
        area = project.areas[subject.area]
        box = quality_box(Context(project, table, subject.period, area, page.lang))
        notebook = executed(page, html=str(box.html))
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                output.get("data", {}).get(MIME_TYPE, {}).update(synthetic=False)
        return Run(page, notebook)

    runs["of"] = run
    return delivered


@pytest.fixture
def published(register, published):
    """The project when what is counted of the delivered register is published."""
    return published


def rows_of(project) -> list[list[str]]:
    return list(csv.reader(io.StringIO((project.reports / CSV).read_text("utf-8"))))


def faults(project) -> list[str]:
    release = PublishedRelease(project.reports)
    found = [*faults_of_release(release, project), *unsourced_numbers(release, project)]
    return [str(fault) for fault in found]


def test_what_pages_say_is_published_beside_them(published):
    assert rows_of(published) == [
        ["indicator", "period", "code", "value", "below"],
        ["rows", "", "case_files", "10455", ""],
        ["rows", "", "students", "", "10"],
        ["cleaned", "", "spelling", "34565", ""],
        ["warnings", "", "W203", "15", ""],
        ["warnings", "", "W209", "", "10"],
        ["due_days", "", "", "10", ""],
        ["late", "1403-07", "abhar", "", ""],
        ["late", "1403-07", "tarom", "", ""],
        ["missing", "1403-07", "ijrud", "", ""],
    ]
    for path in PAGES:
        assert "trial-deliveries.csv" in (published.reports / path).read_text("utf-8")
    assert faults(published) == []


def test_the_lists_of_the_release_name_the_file(published):
    manifest = json.loads((published.reports / "manifest.json").read_text("utf-8"))
    catalogue = json.loads((published.reports / "catalogue.json").read_text("utf-8"))
    assert CSV in manifest["files"]
    assert CSV in [file["path"] for file in catalogue["editions"][0]["files"]]


def test_no_true_count_of_warnings_is_published_anywhere(published):
    manifest = json.loads((published.reports / "manifest.json").read_text("utf-8"))
    assert manifest["register"]["warnings"] == {"W203": 15, "W209": None}
    quality = (published.reports / "data/quality.csv").read_text("utf-8")
    assert "trial,monthly,1403-07,warnings,15,count\n" in quality


PLANTED = {
    "another count": (PAGES[1], ">34,565<", ">34,570<"),
    "another count in Persian": (PAGES[0], ">۳۴٬۵۶۵<", ">۳۴٬۵۷۰<"),
    "the count of another kind": (PAGES[1], ">10,455<", ">34,565<"),
    "a bound as a count": (PAGES[1], 'W209">fewer than 10<', 'W209">10<'),
    "a count as a bound": (PAGES[1], 'W203">15<', 'W203">fewer than 15<'),
    "another county": (PAGES[1], ">Ijrud<", ">Soltanieh<"),
    "one county of two": (PAGES[0], ">ابهر و طارم<", ">ابهر<"),
    "no county": (PAGES[1], '<span data-delivered="missing 1403-07">', "<span>"),
    "another month": (PAGES[1], "missing 1403-07", "missing 1403-06"),
    "another limit": (PAGES[1], "more than 10 days", "more than 12 days"),
    "another count in the file": (CSV, "34565", "34560"),
    "another county in the file": (CSV, "ijrud", "soltanieh"),
    "a hidden count in the file": (CSV, "W209,,10", "W209,3,"),
    "one fact less in the file": (CSV, "warnings,,W203,15,\n", ""),
    "a row cut short": (CSV, "W203,15,", "W203"),
}


@pytest.mark.parametrize("what", PLANTED)
def test_a_page_and_its_file_must_agree(published, what):
    path, old, new = PLANTED[what]
    file = published.reports / path
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.unlink()
    file.write_text(text.replace(old, new), "utf-8")
    try:
        found = faults(published)
    except DataError as error:  # a file that cannot be read
        found = [str(error)]
    assert any(path in fault for fault in found)


def test_a_delivery_makes_anew_what_it_changes_and_nothing_else(register, publish):
    asked = {"periods": ["1403-06", "1403-07"]}
    publish(**asked)
    received = register.about.deliveries.received

    register.deliver(received=received | {"1403-08": {"abhar": "2024-12-01"}})
    assert publish(**asked).made == ()
    register.deliver(received=received | {"1403-07": received["1403-07"] | {"ijrud": "2024-11-20"}})
    assert {str(page.subject.period) for page in publish(**asked).made} == {"1403-07"}
    register.deliver(rows={"case_files": 10500})
    assert {str(page.subject.period) for page in publish(**asked).made} == {"1403-06", "1403-07"}


def test_a_published_edition_stays_as_it_was_published(register, publish, project):
    publish(periods=["1403-06"])
    before = contents(project.reports)
    register.deliver(rows={"case_files": 99_990})
    assert publish().failures == ()
    after = contents(project.reports)
    name = "data/monthly/1403-06/abhar/trial-deliveries.csv"
    assert after[name] == before[name]
    assert b"10,455" in after["en/monthly/1403-06/abhar/trial.html"]
    assert b"99990" in after[CSV]
    assert faults(project) == []


def test_an_edition_made_before_the_file_was_there_gets_an_empty_one(
    register, publish, project, monkeypatch
):
    name = "data/monthly/1403-06/abhar/trial-deliveries.csv"
    paths, write = Entry.paths.fget, PageMaker._write
    register.deliver(first_on="")
    with monkeypatch.context() as patch:
        patch.setattr(Entry, "paths", property(lambda entry: [*{*paths(entry)} - {name}]))
        patch.setattr(PageMaker, "_write", lambda *to: {} if to[1] == name else write(*to))
        patch.setattr(make_module, "check_page", lambda *page, **more: iter(()))
        assert publish(periods=["1403-06"]).failures == ()
    assert name not in contents(project.reports)
    assert publish().failures == ()
    assert contents(project.reports)[name] == b"indicator,period,code,value,below\n"


def test_rows_delivered_again_are_another_count(settings):
    again = replace(DELIVERED, rows={"case_files": 20_910})
    counts = [
        described_count(replace(REGISTER, deliveries=deliveries), settings)
        for deliveries in (DELIVERED, again, Deliveries())
    ]
    assert counts[0] != counts[1]
    assert counts[0]["register"] == counts[1]["register"]
    assert "deliveries" not in counts[2]


@pytest.mark.heavy
def test_a_built_release_says_of_a_delivered_register_what_is_known_of_it(tmp_path, root):
    project = copy_project(root, tmp_path)
    assert karnameh(project, "sample", "--since", "1403-06").returncode == 0
    path = project / "data/register/about.json"
    known = json.loads(path.read_text("utf-8"))
    true_counts = {"W203": 777_717, "W209": 3}
    received = {"1403-07": DELIVERED.received["1403-07"]}
    delivered = asdict(replace(DELIVERED, rows={"case_files": 777_718}, received=received))
    known |= {"synthetic": False, "warnings": true_counts, "deliveries": delivered}
    path.write_text(json.dumps(known), "utf-8")
    build = "build", "--json", "--period", "1403-07", "--area", "abhar", "--report", "caseload"
    done = karnameh(project, *build)
    assert done.returncode == 0, done.stderr
    page = (project / "reports/en/monthly/1403-07/abhar/caseload.html").read_text("utf-8")
    for said in (">777,720<", ">777,715<", "fewer than 10", ">Abhar and Tarom<", ">Ijrud<"):
        assert said in page
    for content in contents(project / "reports").values():
        assert not any(true in content for true in (b"777717", b"777,717", b"777718", b"777,718"))
    assert karnameh(project, "verify").returncode == 0

    known["deliveries"]["received"]["1403-07"]["ijrud"] = "2024-11-20"
    path.write_text(json.dumps(known), "utf-8")
    assert len(json.loads(karnameh(project, *build).stdout)["made"]) == 2
