"""No path leads from the public edition to the internal one, or back."""

import csv
import io
import json
import os
import shutil
import stat
import zipfile
from pathlib import Path

import pytest
from built import karnameh
from trial_report import contents, executed, row

from helpers.errors import RequestError
from helpers.release.apart import MixedEditionsError, mixed_editions
from helpers.release.execute import Run
from helpers.release.layout import MANIFEST, PUBLIC_KEY, SIGNATURE
from helpers.release.outline import Outline
from helpers.release.reading import PublishedRelease
from helpers.release.records import Records

PAGE = "en/monthly/1403-07/abhar/trial-internal.html"
NUMBERS = "data/monthly/1403-07/abhar/trial-internal.csv"


@pytest.fixture(autouse=True)
def true_numbers(runs):
    """Let the internal edition have numbers of its own, as the counting gives them to it."""

    def run(page):
        exact = {"value": "5791"} if page.subject.edition != "public" else {}
        return Run(page, executed(page, rows=[row(page.subject, **exact)]))

    runs["of"] = run


@pytest.fixture
def internal(publish, project, as_first_made) -> Path:
    """A public and an internal release of one project; the folder of the internal one."""

    def both():
        publish()
        assert publish(edition="internal").failures == ()

    as_first_made(both)
    return project.root / "reports-internal"


def faults(folder, settings):
    return [fault.what for fault in mixed_editions(PublishedRelease(folder), settings)]


def test_both_are_found_apart(internal, project):
    assert faults(internal, project) == []
    assert faults(project.reports, project) == []


def test_only_the_owner_can_read_what_is_internal(internal, project):
    assert stat.S_IMODE(internal.stat().st_mode) == 0o700
    for path in internal.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert stat.S_IMODE(project.reports.stat().st_mode) == 0o755


def test_what_a_failed_internal_build_leaves_is_its_owners_too(internal, project, publish, runs):
    def broken(page):
        notebook = executed(page)
        notebook.cells[-1].outputs = []
        return Run(page, notebook)

    runs["of"] = broken
    assert publish(edition="internal", force=True).failures
    left = [*(project.root / "build").rglob("*"), project.root / ".reports-internal-stage"]
    assert {path.suffix for path in left} >= {".ipynb", ".sqlite"}
    open_to_others = [
        path for path in left
        if "reports" not in path.name and path.suffix == ".ipynb"
        and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]  # fmt: skip
    assert open_to_others == []
    assert stat.S_IMODE((project.root / ".reports-internal-stage").stat().st_mode) == 0o700


def test_every_file_says_in_its_name_that_it_is_internal(internal):
    names = {Path(path).name for path in contents(internal)} - {MANIFEST, SIGNATURE, PUBLIC_KEY}
    assert names
    assert [name for name in names if not Path(name).stem.endswith("-internal")] == []


def test_every_page_says_it_in_title_banner_and_metadata(internal):
    for path, content in contents(internal).items():
        if path.endswith(".html"):
            html, lang = content.decode(), Outline.of(content.decode()).root["lang"]
            said = {"fa": "نسخه داخلی", "en": "Internal edition"}[lang]
            assert f"<title>{said}" in html, path
            assert 'class="banner internal"' in html
            assert {"fa": "به هیچ‌کس ندهید", "en": "Do not pass it on"}[lang] in html
            assert '<meta name="robots" content="noindex' in html
    page = (internal / PAGE).read_text("utf-8")
    described = json.loads(page.split('ld+json">')[1].split("</script>")[0])
    assert described["name"].startswith("Internal edition")
    assert described["identifier"].endswith("-internal")
    assert described["isAccessibleForFree"] is False
    assert "Do not pass it on" in described["conditionsOfAccess"]


def test_every_other_file_says_it_in_its_contents(internal):
    rows = csv.DictReader(io.StringIO((internal / NUMBERS).read_text("utf-8")))
    assert {row["conf_status"] for row in rows} == {"N"}
    with zipfile.ZipFile(internal / NUMBERS.replace(".csv", ".xlsx")) as book:
        assert "trial-internal" in book.read("docProps/core.xml").decode()
        assert "Internal edition" in book.read("docProps/core.xml").decode()
        assert "Internal edition" in book.read("xl/worksheets/sheet1.xml").decode()
    for name in (MANIFEST, "catalogue-internal.json"):
        assert json.loads((internal / name).read_text("utf-8"))["edition"] == "internal"


def test_no_link_file_record_or_list_of_one_names_the_other(internal, project):
    """Every address of every page, and every path in every list, stays in its own release."""
    for folder in (internal, project.reports):
        other = ({internal, project.reports} - {folder}).pop()
        theirs = {path for path in contents(other) if path not in {MANIFEST, PUBLIC_KEY}}
        for path, content in contents(folder).items():
            if path.endswith(".html"):
                outline = Outline.of(content.decode())
                for link in outline.links:
                    if not link.startswith(("#", "mailto:", "https:")):
                        target = Path(os.path.normpath(folder / Path(path).parent / link))
                        assert target.relative_to(folder).as_posix() not in theirs, (path, link)
            if path.endswith(".json"):
                assert not any(f'"{name}"' in content.decode() for name in theirs), path
            assert other.name.encode() + b"/" not in content, path
    inodes = [{file.stat().st_ino for file in folder.rglob("*")} for folder in
              (internal, project.reports)]  # fmt: skip
    assert inodes[0].isdisjoint(inodes[1])


def test_each_release_has_records_of_its_own(internal, project):
    found = []
    for path in (project.root / "build" / "records").glob("*.sqlite"):
        records = Records(path)
        found.append({record.name.endswith("-internal") for record in records.all()})
        records.close()
    assert sorted(found, key=str) == [{False}, {True}]


PLACES = ["reports", "reports/inside", "reports/fa/monthly", ".", "link", "link/inside",
          "reports-prepared", "reports-prepared/x", "fa-of-reports", "up/../reports"]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("published_before", [True, False])
def test_an_internal_release_is_refused_wherever_it_would_meet_a_public_one(
    publish, project, place, published_before
):
    if published_before:
        publish()
    (project.root / "link").symlink_to(project.reports)
    (project.root / "fa-of-reports").symlink_to(project.reports / "fa")
    before = contents(project.root)
    with pytest.raises(RequestError, match="would stand together with another"):
        publish(project.root / place, edition="internal")
    assert contents(project.root) == before
    assert project.reports.exists() == published_before


@pytest.mark.parametrize("place", ["reports-internal", "reports-internal/x", "link"])
def test_a_public_release_is_refused_wherever_it_would_meet_an_internal_one(
    internal, publish, project, place
):
    (project.root / "link").symlink_to(internal)
    before = contents(internal)
    with pytest.raises(RequestError, match="would stand together with another"):
        publish(project.root / place)
    assert contents(internal) == before


def test_a_release_elsewhere_is_known_by_what_it_holds(publish, project, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    publish(elsewhere / "site")
    for place in ("site/inside", ".", "site"):
        with pytest.raises(RequestError, match=r"the public edition|together with another"):
            publish(elsewhere / place, edition="internal")
    publish(elsewhere / "site-internal", edition="internal")
    with pytest.raises(RequestError, match="would stand together"):
        publish(elsewhere / "site-internal" / "inside")


def test_a_release_that_is_only_prepared_never_goes_to_the_public_folder(publish, project):
    for place in (project.reports, project.reports / "x", project.root / "reports-internal"):
        with pytest.raises(RequestError, match="would stand together"):
            publish(place, prepare=True)


def plant(public: Path, internal: Path, how: str) -> None:
    source = internal / NUMBERS
    if how == "copy":
        shutil.copy(source, public / "data")
    elif how == "copy under another name":
        shutil.copy(source, public / "data" / "numbers.csv")
    elif how == "page under another name":
        shutil.copy(internal / PAGE, public / "en" / "page.html")
    elif how == "workbook under another name":
        shutil.copy(source.with_suffix(".xlsx"), public / "book.xlsx")
    elif how == "hidden":
        shutil.copy(source, public / ".x-internal.csv")
    elif how == "hard link":
        os.link(internal / "catalogue-internal.json", public / "list.json")
    elif how == "symbolic link":
        (public / "list.json").symlink_to(internal / "catalogue-internal.json")
    else:
        (public / "more").symlink_to(internal)


@pytest.mark.parametrize(
    "how",
    ["copy", "copy under another name", "page under another name", "workbook under another name",
     "hidden", "hard link", "symbolic link", "linked folder"],
)  # fmt: skip
def test_whatever_is_planted_in_the_public_folder_stops_the_next_release(
    internal, publish, project, how
):
    plant(project.reports, internal, how)
    assert [f for f in mixed_editions(PublishedRelease(project.reports), project)
            if isinstance(f, MixedEditionsError)]  # fmt: skip


def test_a_planted_file_stops_a_build_and_is_found_by_verify(internal, publish, project):
    plant(project.reports, internal, "copy under another name")
    outcome = publish(periods=["1403-06"])
    assert {str(failure).splitlines()[0] for failure in outcome.failures} == {
        "what stands in a file does not fit its edition",
        "a file is of no kind that a release is made of",
    }
    assert not (project.reports / "fa/monthly/1403-06").exists()


def test_a_number_that_does_not_say_it_is_internal_stops_the_release(publish, project, runs):
    runs["of"] = lambda page: Run(page, executed(page, rows=[row(page.subject, conf_status="F")]))
    (failure,) = publish(edition="internal").failures
    assert failure.what == "what stands in a file does not fit its edition"
    assert failure.where == NUMBERS
    assert not (project.root / "reports-internal").exists()


def test_an_internal_folder_that_was_opened_to_others_does_not_verify(internal, project):
    (internal / PAGE).chmod(0o644)
    assert faults(internal, project) == ["others than its owner may read the internal edition"]
    assert internal.joinpath(PAGE).stat().st_mode & 0o777 == 0o644


def test_a_folder_left_open_by_an_earlier_version_is_closed(internal, publish, project):
    for path in (internal, *internal.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    publish(edition="internal", periods=["1403-06"])
    assert faults(internal, project) == []


@pytest.mark.heavy
def test_the_true_table_is_its_owners_alone_and_its_values_reach_no_public_file(release, tmp_path):
    """On the sample: exact numbers on the internal pages, and none of their notes of protection."""
    root = tmp_path / "project"
    shutil.copytree(release.root, root)
    before = contents(root / "reports")
    county = release.smallest
    asked = ["--period", "1403-07", "--area", county]
    done = karnameh(root, "build", "--edition", "internal", *asked)
    assert done.returncode == 0, done.stderr
    for path in (root / "data" / "statistics").glob("internal.*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    folder = root / "reports-internal"
    spells = release.register("case_files").sort_values("opened_on")
    files = spells.drop_duplicates("case_id", keep="last")
    (csv_path,) = folder.glob(f"data/monthly/1403-07/{county}/caseload-internal.csv")
    rows = release.csv(csv_path)
    value = {(r["statistic"], r["breakdown"], r["category"]): r["value"] for r in rows
             if r["period"] == "1403-07" and r["area"] == county}  # fmt: skip
    whole, active = (float(value[name, "all", "all"]) for name in ("files_total", "files_active"))
    assert whole == (files["county"] == county).sum()
    assert round(float(value["active_share", "all", "all"]), 1) == round(100 * active / whole, 1)
    assert {note for r in rows for note in r["note"].split()} <= {
        "exact", "no_base", "no_scale", "no_earlier_period", "register_begins", "too_early",
        "population_reference_year",
    }  # fmt: skip
    for page in folder.glob("*/monthly/1403-07/*/*.html"):
        text = page.read_text("utf-8")
        assert 'class="confidential"' not in text
        assert "to protect confidentiality" not in text
    assert karnameh(root, "verify", str(folder)).returncode == 0
    assert contents(root / "reports") == before
