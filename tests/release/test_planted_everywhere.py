"""A number planted in any place of a release is found before it is published, and by ``verify``.

Pages are looked at when they are made (``unsourced_numbers`` looks as the build does, at all of
them), everything else by the gate before every switch. All places are planted in one copy, each in
a file of its own, whose checksums the manifest knows: nothing is found because it was changed.
"""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from itertools import islice

import pytest
from built import Release
from planted import Copy

from helpers.errors import DataError, KarnamehError
from helpers.release import verify
from helpers.release.gate import Check, faults_of_release
from helpers.release.manifest import changed_files
from helpers.release.reading import PublishedRelease
from helpers.release.sources.check import unsourced_numbers
from helpers.release.verify import faults_of_folder
from helpers.settings import Settings

Plant = Callable[[Copy, str], None]

REPORTS = ("caseload", "pensions", "students")
EDITIONS = [
    f"{period}/{area}/{report}"
    for period in ("monthly/{monthly}", "annual/{annual}")
    for area in ("{smallest}", "{province}")
    for report in REPORTS
]
FINDING = r'(<h3 class="finding"[^>]*>)'
STATEMENT = r'(<p class="statement"[^>]*>)'
HIDDEN_SHEET = '<sheet name="True values" sheetId="9" state="hidden" r:id="rId1"/></sheets>'
COMMENT = '<comments><comment ref="H2"><text><t>3 files</t></text></comment></comments>'


def text(old: str, new: str) -> Plant:
    return lambda copy, path: copy.in_text(path, old, new)


def part(name: str, old: str, new: str) -> Plant:
    def change(xml: str) -> str:
        return xml.replace(old, new, 1) if old else new

    return lambda copy, path: copy.in_workbook(path, change, name)


IN_ENGLISH: dict[str, Plant] = {
    "a sentence": text(STATEMENT, r"\1Only 3 files are left. "),
    "a true percentage in a heading": text(FINDING, r"\1That is 57.1 percent of them. "),
    "an alternative text": text(r"(<main[^>]*>)", r'\1<img alt="3 files" src="data:,">'),
    "the name of a drawing": text(r'(<svg [^>]*aria-label=")', r"\g<1>3 files, "),
    "a text of a drawing": text(r"(<text [^>]*>)confidential", r"\g<1>3"),
    "the title of a drawing": text(r"(<svg [^>]*>)", r"\1<title>3 files</title>"),
    "the description of a drawing": text(r"(<svg [^>]*>)", r"\1<desc>3 files</desc>"),
    "a cell that is hidden": text(r'<td class="confidential">[^<]*', "<td>3"),
    "the title of the page": text(r"(<title>)", r"\g<1>3 files, "),
    "the description of the page": text(r'(<meta name="description" content=")', r"\g<1>3: "),
    "another description of the page": text(
        "(</head>)", r'<meta property="og:description" content="3 files">\1'
    ),
    "a value in JSON-LD": text(r'("inLanguage")', r'"measured": {"value": 3}, \1'),
}
IN_PERSIAN: dict[str, Plant] = {
    "a sentence": text(STATEMENT, r"\1تنها ۳ پرونده مانده است. "),
    "a description in JSON-LD": text(r'("description": ")', r"\g<1>۳ "),
    "a text that is not shown": text(r"(<main[^>]*>)", r"\1<p hidden>۳ پرونده</p>"),
    "a template": text(r"(<main[^>]*>)", r"\1<template><p>۳ پرونده</p></template>"),
    "a comment": text(r"(<main[^>]*>)", r"\1<!-- ۳ پرونده -->"),
    "a script": text(r"(</body>)", r'<script type="application/json">{"true": 3}</script>\1'),
    "an attribute for scripts": text(r"(<main)", r'\1 data-true="3"'),
    "a style": text(r"(</style>)", r'main::after{content:"3"}\1'),
    "a field": text(r"(<main[^>]*>)", r'\1<input value="3">'),
}
OF_THE_RELEASE: dict[str, Plant] = {
    path: text(r"(</h1>)", r"\1<p>3 files</p>")
    for path in (
        "index.html", "en/index.html", "data/index.html", "data/en.html",
        "fa/series/caseload/index.html", "en/areas/{province}/index.html",
        *(f"{lang}/{page}.html" for lang in ("fa", "en") for page in (
            "calendar", "policies/release-practice", "policies/revisions",
            "policies/confidentiality", "policies/quality", "policies/commitments",
            "quality/caseload",
        )),
    )
}  # fmt: skip
IN_WORKBOOKS: dict[str, Plant] = {
    "a cell that is hidden": lambda copy, path: copy.in_workbook(
        path,
        lambda xml: re.sub(
            r'(<c r="H(?!3")\d+") s="\d+" t="s"><v>\d+<', r"\1><v>3<", xml, count=1
        ),
    ),
    "the notes": part("xl/sharedStrings.xml", "<t>How conf", "<t>3 files. How conf"),
    "a heading": part("xl/sharedStrings.xml", "<t>Statistic</t>", "<t>Statistic 3</t>"),
    "a sheet of its own that is hidden": part("xl/workbook.xml", "</sheets>", HIDDEN_SHEET),
    "a comment": part("xl/comments1.xml", "", COMMENT),
    "a name": part(
        "xl/workbook.xml", "</definedNames>",
        '<definedName name="count">3</definedName></definedNames>',
    ),
    "the properties": part("docProps/core.xml", "<dc:creator>", "<dc:creator>3 files"),
    "the form of a number": part("xl/styles.xml", "#,##0", "#,##0&quot; (3)&quot;"),
    "what is printed on each sheet of paper": part(
        "xl/worksheets/sheet4.xml", "</worksheet>",
        "<headerFooter><oddFooter>3 files</oddFooter></headerFooter></worksheet>",
    ),
    "a text that no cell shows": part("xl/sharedStrings.xml", "</sst>", "<si><t>3</t></si></sst>"),
    "a formula": part(
        "xl/worksheets/sheet1.xml", "<v>0</v>", "<f>1+2</f><v>0</v>"
    ),
    "a column of its own": part(
        "xl/worksheets/sheet1.xml", '<v>0</v></c></row>',
        '<v>0</v></c><c r="M1"><v>3</v></c></row>',
    ),
}  # fmt: skip


def pages(lang: str, places: dict[str, Plant]) -> dict[str, tuple[str, Plant]]:
    """Return each place with a page of its own."""
    return {
        f"{place}, {lang}": (f"{lang}/{edition}.html", plant)
        for edition, (place, plant) in zip(EDITIONS, places.items(), strict=False)
    }


PAGES = {
    **pages("en", IN_ENGLISH),
    **pages("fa", IN_PERSIAN),
    **{path: (path, plant) for path, plant in OF_THE_RELEASE.items()},
}
WORKBOOKS = {
    place: (f"data/{edition}.xlsx", plant)
    for edition, (place, plant) in zip(EDITIONS, IN_WORKBOOKS.items(), strict=True)
}


def cell(which: str, **columns: str) -> Plant:
    """Change a cell of a CSV."""

    def plant(copy: Copy, path: str) -> None:
        copy.set(path, which, **columns)

    return plant


OF_COUNTY = "data/monthly/{monthly}/{smallest}"
NUMBERS: dict[str, tuple[str, Plant, str]] = {
    "a true percentage": (
        f"{OF_COUNTY}/caseload.csv",
        cell("active_share {monthly} {smallest} all all", value="54.3"),
        "does not follow from those it is derived from",
    ),
    "an unrounded subtotal": (
        f"{OF_COUNTY}/students.csv",
        cell("students_supported {monthly} {smallest} sex female", value="13"),
        "a count is published without protection",
    ),
    "an unrounded sum": (
        f"{OF_COUNTY}/pensions.csv",
        cell("pension_amount {monthly} {smallest} all all", value="1234567890"),
        "an amount is published too exactly",
    ),
    "a value of a cell that is hidden": (
        f"{OF_COUNTY}/caseload.csv",
        cell("files_reopened {monthly} {smallest} all all", value="3", conf_status="C"),
        "is marked confidential and shows a value",
    ),
    "a note": (
        "data/monthly/{monthly}/{province}/pensions.csv",
        cell("pension_recipients {monthly} {province} all all", note="exact 77777"),
        "77777",
    ),
    "an earlier value": (
        f"{OF_COUNTY}/caseload-revisions.csv",
        text(r",155,F", ",77777,F"),
        "77777",
    ),
    "the list of revisions": (
        "data/revisions/revisions.csv",
        text(r"\Z", "files_active,1402-12,x,all,all,1,1403-07,77777,5,method\n"),
        "77777",
    ),
    "the list of publications": (
        "data/revisions/publications.csv", text(r",0\n", ",77777\n"), "publications",
    ),
    "an indicator of quality": (
        "data/quality.csv", text(r"(,hidden,)\d+", r"\g<1>77777"), "77777",
    ),
    "a figure beside a published one": (
        "data/published-figures.csv", text(r"(,5793,)5793", r"\g<1>77777"), "77777",
    ),
    "a headline in the catalogue": (
        "catalogue.json", text(r'("summary": \{\s*"fa": ")', r"\g<1>77777 "), "77777",
    ),
    "a headline in a feed": (
        "fa/feed.xml", text(r'(<summary type="text">)', r"\g<1>77777 "), "77777",
    ),
    "a description in DCAT": (
        "catalogue.jsonld", text(r'("description": \{"fa": ")', r"\g<1>77777 "), "77777",
    ),
    "a title in the Data Package": (
        "data/datapackage.json", text(r'("title": ")', r"\g<1>77777 "), "77777",
    ),
    "a code in a schema": (
        "data/schemas/numbers.json", text(r'("enum": \[)', r'\1"77777",'), "77777",
    ),
    "another name in the catalogue": (
        "catalogue.json", text(r'("order": 2,)', r'\1 "true_value": 77777,'), "77777",
    ),
}  # fmt: skip
NOTEBOOK = json.dumps(
    {"cells": [{"cell_type": "code", "source": "", "outputs": [{"text": "3 files"}]}]}
)
FILES = (
    "caseload.ipynb", "fa/monthly/{monthly}/{smallest}/caseload.ipynb",
    ".ipynb_checkpoints/caseload-checkpoint.ipynb", "data/true.csv", "data/true.parquet",
    "fa/monthly/{monthly}/{smallest}/other.html", "notes.txt", "fa/robots.txt",
)  # fmt: skip


@pytest.fixture(scope="module")
def copied(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Copy]:
    """Return a function that copies the release."""

    def make() -> Copy:
        folder = tmp_path_factory.mktemp("planted") / "reports"
        shutil.copytree(release.folder, folder, copy_function=os.link)
        return Copy(folder, release.settings, release.smallest)

    return make


@pytest.fixture(scope="module")
def everywhere(copied: Callable[[], Copy]) -> tuple[Copy, dict[str, list[str]]]:
    """A release with a number in every page and workbook, and what is said of it by whom."""
    copy = copied()
    for path, plant in (*PAGES.values(), *WORKBOOKS.values()):
        plant(copy, copy.path(path))
    copy.on_the_manifest()
    said: dict[str, list[str]] = {"pages": [], "gate": []}

    def overheard(who: str, check: Check) -> Check:
        def heard(release: PublishedRelease, settings: Settings) -> Iterator[KarnamehError]:
            for fault in check(release, settings):
                said[who].append(str(fault))
                yield fault

        return heard

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify, "unsourced_numbers", overheard("pages", unsourced_numbers))
        patch.setattr(verify, "faults_of_release", overheard("gate", faults_of_release))
        said["verify"] = [*map(str, faults_of_folder(copy.folder, copy.settings))]
    return copy, said


@pytest.fixture(scope="module")
def in_numbers(copied: Callable[[], Copy]) -> tuple[Copy, list[str]]:
    """A release with a number in every table and list, and what the gate says of it."""
    copy = copied()
    for path, plant, _ in NUMBERS.values():
        plant(copy, copy.path(path))
    copy.on_the_manifest()
    return copy, [*map(str, copy.faults())]


def test_nothing_is_said_of_a_release_in_which_nothing_is_planted(copied: Callable[[], Copy]):
    copy = copied()
    copy.on_the_manifest()
    assert [*map(str, faults_of_folder(copy.folder, copy.settings))] == []


def test_what_is_planted_stands_on_the_manifest(everywhere, in_numbers):
    for copy, _ in (everywhere, in_numbers):
        assert [*map(str, changed_files(copy.folder))] == []


@pytest.mark.parametrize("place", PAGES)
def test_a_number_on_a_page_is_found_in(everywhere, place):
    copy, said = everywhere
    path = copy.path(PAGES[place][0])
    for who in ("pages", "verify"):
        assert any("has no source" in fault and path in fault for fault in said[who])


@pytest.mark.parametrize("place", WORKBOOKS)
def test_a_number_in_a_workbook_is_found_in(everywhere, place):
    copy, said = everywhere
    path = copy.path(WORKBOOKS[place][0])
    for who in ("gate", "verify"):
        assert any("a workbook" in fault and path in fault for fault in said[who])


@pytest.mark.parametrize("place", NUMBERS)
def test_a_number_in_a_table_or_list_is_found_as(in_numbers, place):
    copy, said = in_numbers
    path, _, what = NUMBERS[place]
    assert any(what in fault and copy.path(path) in fault for fault in said), "\n".join(said)


def test_a_hidden_cell_that_follows_from_a_flow_stops_the_release(copied: Callable[[], Copy]):
    """The other planted numbers contradict each other, and the attack would say no more."""
    copy = copied()
    path = copy.path("data/monthly/{monthly}/{province}/caseload.csv")
    key = "files_reopened {monthly} {province} all all"
    copy.set(path, key, value="", conf_status="C", note="confidential")
    what = "a protected count can be worked out"
    assert any(what in str(fault) and path in fault.where for fault in copy.faults())


@pytest.mark.parametrize(
    ("here", "planted", "found"),
    [("note\n", "note,true\n", "note, true"), ("files_total,", "files_all,", "files_all")],
)
def test_a_column_or_statistic_more_in_a_table_stops_the_release(
    copied: Callable[[], Copy], here, planted, found
):
    copy = copied()
    copy.in_text(path := copy.path(f"{OF_COUNTY}/caseload.csv"), here, planted)
    with pytest.raises(DataError, match="cannot be read") as stopped:
        list(copy.faults())
    assert path in str(stopped.value)
    assert found in str(stopped.value)


@pytest.mark.parametrize("on_the_manifest", [True, False])
def test_a_file_of_no_known_kind_stops_the_release(copied: Callable[[], Copy], on_the_manifest):
    """A notebook with its outputs, say, whether the build has put it there or somebody else."""
    copy = copied()
    files = [copy.path(path) for path in FILES]
    for path in files:
        (copy.folder / path).parent.mkdir(exist_ok=True)
        (copy.folder / path).write_text(NOTEBOOK)
    (copy.folder / ".gitkeep").touch()
    if on_the_manifest:
        copy.on_the_manifest(*files)
    faults = (fault.where for fault in copy.faults() if "of no kind" in fault.what)
    assert sorted(islice(faults, len(files))) == sorted(files)
