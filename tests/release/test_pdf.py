"""Pages as PDF: when they are printed, what is in them, and that they are of their page."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from nbformat.v4 import new_markdown_cell
from trial_report import TITLES, contents, executed, page_of, row

from helpers.errors import RequestError
from helpers.release.completed import read_completed
from helpers.release.execute import Run
from helpers.release.gate import faults_of_release
from helpers.release.navigation import Site
from helpers.release.pdf import PdfError, find_browser, pdf_of, printed_part
from helpers.release.reading import PublishedRelease
from helpers.release.rebuild import rebuild_faults
from helpers.release.render import Renderer

HERE = "monthly/1403-07/abhar/trial"
PDFS = {f"{lang}/{HERE}.pdf" for lang in ("fa", "en")}
# A browser that writes the page itself, and when; each time it is asked is one line of a file.
STANDS_IN = """#!/bin/sh
echo printed >>"$0.log"
for word; do
  case $word in
    --print-to-pdf=*) pdf=${{word#*=}} ;;
    file://*) page=${{word#file://}} ;;
  esac
done
{before}
printf "/CreationDate (D:20260101%s+00'00')\\n/ModDate (D:20260101%s+00'00')\\n" {at} {at} >"$pdf"
cat "$page" >>"$pdf"
"""


def browser_that(folder: Path, *, before: str = ":", at: str = "$(date +%H%M%S)") -> Path:
    """Return a command named as the browser is, in a folder of its own."""
    folder.mkdir()
    command = folder / "chromium"
    command.write_text(STANDS_IN.format(before=before, at=at))
    command.chmod(0o755)
    return command


@pytest.fixture
def printer(tmp_path_factory, monkeypatch) -> Path:
    command = browser_that(tmp_path_factory.mktemp("commands") / "bin")
    monkeypatch.setenv("PATH", f"{command.parent}:/usr/bin:/bin")
    return command


def printed(printer: Path) -> int:
    """Return how often the browser was asked."""
    log = printer.with_name(f"{printer.name}.log")
    return len(log.read_text().splitlines()) if log.is_file() else 0


def pdfs_of(folder: Path) -> set[str]:
    return {path for path in contents(folder) if path.endswith(".pdf")}


def stating(value: str):
    def run(page):
        return Run(page, executed(page, rows=[row(page.subject, value=value)]))

    return run


def test_a_page_is_printed_beside_it_listed_and_linked(publish, project, printer):
    publish(pdf=True)
    assert pdfs_of(project.reports) == PDFS
    files = json.loads((project.reports / "manifest.json").read_text("utf-8"))["files"]
    assert files.keys() >= PDFS
    (edition,) = json.loads((project.reports / "catalogue.json").read_text("utf-8"))["editions"]
    assert {file["path"] for file in edition["files"]} >= PDFS
    html = (project.reports / f"fa/{HERE}.html").read_text("utf-8")
    assert 'href="trial.pdf" download' in html


def test_without_being_asked_nothing_is_printed_or_linked(publish, project, printer):
    publish()
    assert pdfs_of(project.reports) == set()
    assert printed(printer) == 0
    assert ".pdf" not in (project.reports / f"fa/{HERE}.html").read_text("utf-8")


def test_what_was_printed_stays_printed_and_only_when_its_page_changes_again(
    publish, project, printer, runs
):
    publish(pdf=True)
    publish()
    publish(pdf=True)
    assert printed(printer) == 2
    runs["of"] = stating("5794")
    publish(force=True)
    assert printed(printer) == 4
    assert pdfs_of(project.reports) == PDFS


def test_a_page_that_only_gets_other_links_keeps_its_pdf(publish, project, printer):
    publish(pdf=True)
    before = contents(project.reports)
    publish(periods=["1403-06"], pdf=False)
    after = contents(project.reports)
    assert before[f"fa/{HERE}.html"] != after[f"fa/{HERE}.html"]
    assert {path: after[path] for path in PDFS} == {path: before[path] for path in PDFS}
    assert printed(printer) == 2


def test_a_pdf_that_is_not_wanted_any_more_goes_with_its_link(publish, project, printer):
    publish(pdf=True)
    publish(pdf=False)
    assert pdfs_of(project.reports) == set()
    assert "trial.pdf" not in (project.reports / f"fa/{HERE}.html").read_text("utf-8")


def test_a_pdf_that_is_not_of_its_page_stops_the_release(publish, project, printer):
    publish(pdf=True)
    release = PublishedRelease(project.reports)
    assert list(faults_of_release(release, project)) == []
    page = project.reports / f"fa/{HERE}.html"
    page.write_text(page.read_text("utf-8").replace("یافته", "یافته‌ای دیگر"), "utf-8")
    assert [
        fault.where
        for fault in faults_of_release(release, project)
        if fault.what == "a PDF is not printed from its page"
    ] == [f"fa/{HERE}.pdf"]


def test_a_release_comes_out_again_with_the_pdfs_it_has(publish, project, printer):
    publish(periods=["1403-06"])
    publish(pdf=True)
    found = rebuild_faults(
        project.reports, project, "register", say=lambda text: None,
        watch=lambda progress, _: progress,
    )  # fmt: skip
    assert list(found) == []


def test_without_a_browser_it_is_said_before_any_work(publish, project, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RequestError, match="without Chromium"):
        publish(pdf=True)
    assert not project.reports.exists()


def test_a_page_that_cannot_be_printed_is_not_published(publish, project, monkeypatch, tmp_path):
    command = browser_that(tmp_path / "bin", before="echo no room; exit 1")
    monkeypatch.setenv("PATH", f"{command.parent}:/usr/bin:/bin")
    outcome = publish(pdf=True)
    assert {str(failure).partition("\n")[0] for failure in outcome.failures} == {
        f"{lang}/{HERE}.html: the browser printed no PDF" for lang in ("fa", "en")
    }
    assert "no room" in str(outcome.failures[0])


def test_a_browser_that_does_not_end_is_stopped(tmp_path):
    command = browser_that(tmp_path / "bin", before="sleep 600 & wait")
    with pytest.raises(PdfError, match="in time"):
        pdf_of("<p>", str(command), seconds=0.3)


def test_a_pdf_names_its_page_and_no_moment(tmp_path):
    one = browser_that(tmp_path / "one", at="101010")
    other = browser_that(tmp_path / "other", at="202020")
    pdf = pdf_of("<p>", str(one))
    assert pdf == pdf_of("<p>", str(other)) != pdf_of("<p>x", str(one))
    assert b"Date" not in pdf


def test_a_pdf_whose_moments_are_not_known_is_refused(tmp_path):
    command = browser_that(tmp_path / "bin", before="set -- ; pdf=$pdf.x")
    command.write_text(command.read_text().replace("CreationDate", "Created").replace(".x", ""))
    with pytest.raises(PdfError, match="of a kind that is not known"):
        pdf_of("<p>", str(command))


def test_neither_navigation_nor_scripts_nor_ways_within_the_release_are_printed(settings):
    page = page_of(settings)
    notebook = executed(page)
    site = Site([page], {"monthly": {"trial": TITLES}}, settings)
    html = Renderer(settings, "public").page(
        page, notebook, read_completed(notebook), titles=TITLES, links=site.links(page),
        checksum="c0ffee", printed=True,
    )  # fmt: skip
    part = printed_part(html)
    assert 'href="trial.pdf"' in html
    assert '<nav class="site"' in html
    assert '<nav class="site"' not in part
    assert set(re.findall(r'href="([^"]*)"', part)) <= set(re.findall(r'href="(#[^"]*)"', part)) | {
        f"mailto:{settings.configuration.contact.email}"
    }
    assert part.count("<script") == 1
    assert "document.fonts" in part


@pytest.fixture
def chromium(nothing_left_out) -> str:
    try:
        return find_browser()
    except RequestError:
        message = "left out: no Chromium on this machine"
        pytest.fail(message) if nothing_left_out else pytest.skip(message)


@pytest.fixture
def pdftotext(nothing_left_out) -> str:
    if found := shutil.which("pdftotext"):
        return found
    message = "left out: no pdftotext on this machine (poppler-utils)"
    pytest.fail(message) if nothing_left_out else pytest.skip(message)


def rendered(settings, lang, *, further=()) -> str:
    """Return a page fit to be printed; ``further`` cells stand before its output."""
    page = page_of(settings, lang=lang)
    notebook = executed(page, html='<h3 class="finding">شمار پرونده‌های فعال بیشتر است</h3>')
    notebook.cells[1:1] = further
    site = Site([page], {"monthly": {"trial": TITLES}}, settings)
    return Renderer(settings, "public").page(
        page, notebook, read_completed(notebook), titles=TITLES, links=site.links(page),
        checksum="c0ffee", printed=True,
    )  # fmt: skip


@pytest.mark.browser
@pytest.mark.heavy
@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_printed_page_is_tagged_in_its_language_and_the_same_each_time(settings, chromium, lang):
    html = rendered(settings, lang)
    pdf = pdf_of(html, chromium)
    assert pdf == pdf_of(html, chromium)
    assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", pdf)
    assert re.search(rb"/Lang \(" + lang.encode(), pdf)
    assert b"/Outlines" in pdf
    assert b"file:" not in pdf
    assert b"Date" not in pdf


@pytest.mark.browser
@pytest.mark.heavy
def test_persian_text_of_a_printed_page_can_be_found(settings, chromium, pdftotext, tmp_path):
    (tmp_path / "page.pdf").write_bytes(pdf_of(rendered(settings, "fa"), chromium))
    done = subprocess.run(
        [pdftotext, "page.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
    )
    text = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", done.stdout.decode())
    assert "شمار پرونده‌های فعال بیشتر است" in text
    assert "۱۴۰۳" in text


@pytest.mark.browser
@pytest.mark.heavy
def test_no_heading_is_the_last_line_of_a_printed_page(settings, chromium, pdftotext, tmp_path):
    sections = [
        new_markdown_cell(f"## Heading {number}\n\n{'Words. ' * 14 * lines}")
        for number, lines in enumerate((5, 4, 3) * 40)
    ]
    html = rendered(settings, "en", further=sections)
    (tmp_path / "page.pdf").write_bytes(pdf_of(html, chromium))
    done = subprocess.run(
        [pdftotext, "-layout", "page.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
    )
    pages = [
        [line for line in page.splitlines() if line.strip() and not line.strip().isdecimal()]
        for page in done.stdout.decode().split("\f")
    ]
    last = [lines[-1].strip() for lines in pages if lines]
    assert len(last) > 10
    assert [line for line in last if line.startswith("Heading")] == []
