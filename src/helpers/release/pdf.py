"""Pages as PDF: printed by the Chromium of the machine, tagged, and with no moment in them."""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from helpers.domain.persian import LANGUAGES
from helpers.errors import DataError, KarnamehError, RequestError
from helpers.release.pages import Page
from helpers.release.reading import PublishedRelease
from helpers.settings import Settings

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SECONDS = 120

# Links that change while the page does not, and scripts; but for that behind the style, which loads
# the fonts before the browser takes the page for complete.
_NOT_PRINTED = re.compile(
    r"<!--navigation-->.*?<!--/navigation-->|(?<!</style>\n)<script\b.*?</script>", re.DOTALL
)
# Within the release they lead nowhere from a file of its own, and would name the folder printed in.
_RELATIVE = re.compile(r' href="(?!https?:|mailto:|#)[^"]*"')
_MOMENT = re.compile(rb"/CreationDate \(D:[^)]*\)\s/ModDate \(D:[^)]*\)")
_PRINTED_FROM = re.compile(rb"/From \(([0-9a-f]{64})\)")


class PdfError(KarnamehError):
    """A page could not be printed."""


def find_browser() -> str:
    """Return the path of the browser that prints.

    Raises
    ------
    RequestError
        If there is none on this machine.
    """
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    raise RequestError(
        "pages cannot be printed to PDF without Chromium",
        where="--pdf",
        expected=f"one of {', '.join(BROWSERS)} among the commands of this machine",
        do="install Chromium, or build with --no-pdf",
    )


def pdf_of(html: str, browser: str, *, seconds: float = _SECONDS) -> bytes:
    """Return a page as PDF: A4, tagged, with an outline, its text fit to be searched.

    The browser reads it without network and without what its scripts add. It holds no moment, so
    the same browser makes the same of the same page; and it names the page by a checksum.

    Parameters
    ----------
    seconds
        After which the browser is stopped.

    Raises
    ------
    PdfError
        If the browser fails, takes too long, or writes what is not known to be free of moments.
    """
    printed = printed_part(html)
    with tempfile.TemporaryDirectory(prefix="karnameh-pdf-") as folder:
        page, pdf = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(printed, "utf-8")
        said = _run([browser, *_options(Path(folder), pdf), page.as_uri()], folder, seconds)
        if not pdf.is_file():
            raise PdfError(
                "the browser printed no PDF", where=browser, found=said.strip()[-300:],
                do="try to print the page by hand, or build with --no-pdf",
            )  # fmt: skip
        content = pdf.read_bytes()
    return _without_moment(content, _checksum(printed), browser)


def printed_part(html: str) -> str:
    """Return what is printed of a page: all but its navigation, its scripts and relative links."""
    return _RELATIVE.sub("", _NOT_PRINTED.sub("", html))


def strange_pdfs(release: PublishedRelease, _: Settings) -> Iterator[DataError]:
    """Yield the PDFs that are not printed from the page they stand beside, as it is now."""
    files = release.manifest["files"]
    for page in (Page(subject, lang) for subject in release.subjects for lang in LANGUAGES):
        if page.pdf not in files:
            continue
        try:
            expected = _checksum(printed_part((release.folder / page.path).read_text("utf-8")))
            found = _PRINTED_FROM.search((release.folder / page.pdf).read_bytes())
        except OSError:
            expected, found = "", None
        if found is None or found[1].decode() != expected:
            yield DataError(
                "a PDF is not printed from its page", where=page.pdf, expected=page.path,
                do="build its period again with --pdf --force",
            )  # fmt: skip


def _options(folder: Path, pdf: Path) -> Iterator[str]:
    yield from (
        "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions",
        "--disable-background-networking", "--disable-component-update",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer", "--export-tagged-pdf",
        "--generate-pdf-document-outline", f"--print-to-pdf={pdf}",
    )  # fmt: skip
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield "--no-sandbox"  # its own does not work for the administrator


def _run(command: list[str], folder: str, seconds: float) -> str:
    """Run the browser, and stop it with all its processes if it takes too long."""
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True,
    ) as process:  # fmt: skip
        try:
            return process.communicate(timeout=seconds)[0]
        except subprocess.TimeoutExpired:
            raise PdfError(
                "the browser did not print a page in time", where=command[0],
                expected=f"at most {seconds:g} seconds", do="build again, or with --no-pdf",
            ) from None  # fmt: skip
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _without_moment(pdf: bytes, checksum: str, browser: str) -> bytes:
    """Return a PDF with the page's checksum where the moment of printing stood, no byte moved."""
    mark = f"/From ({checksum})".encode()
    found = _MOMENT.findall(pdf)
    if len(found) != 1 or len(mark) > len(found[0]):
        raise PdfError(
            "the browser wrote a PDF of a kind that is not known", where=browser,
            found=f"{len(found)} times of printing in it", expected="one",
            do="print with another version of Chromium, or build with --no-pdf",
        )  # fmt: skip
    return pdf.replace(found[0], mark.ljust(len(found[0])))


def _checksum(printed: str) -> str:
    return hashlib.sha256(printed.encode()).hexdigest()
