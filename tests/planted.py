"""A copy of a release in which faults can be planted."""

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from built import MONTH, YEAR

from helpers.errors import KarnamehError
from helpers.release.gate import faults_of_release
from helpers.release.reading import PublishedRelease
from helpers.release.reconcile import contradictions
from helpers.settings import Settings

SHEET = "xl/worksheets/sheet6.xml"  # all rows, in Persian
TEXT = re.compile(r'<c r="(?P<cell>[A-Z]+\d+)" s="(?P<style>\d+)" t="s"><v>(?P<index>\d+)</v></c>')


@dataclass(frozen=True)
class Copy:
    """A copied release; whatever is changed in it is changed in it alone."""

    folder: Path
    settings: Settings
    smallest: str

    def path(self, kind: str) -> str:
        """Return a path such as ``data/monthly/{monthly}/{province}/caseload.csv``."""
        province = self.settings.areas.province.code
        return kind.format(monthly=MONTH, annual=YEAR, province=province, smallest=self.smallest)

    def write(self, path: str, content: str | bytes) -> None:
        """Replace a file; the copy shares its files with the release."""
        file = self.folder / path
        file.unlink()
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def set(self, path: str, cell: str, **values: str) -> str:
        """Change columns of the row ``statistic period area breakdown category`` of a CSV."""
        text = (self.folder / path).read_text("utf-8")
        rows = list(csv.DictReader(io.StringIO(text)))
        statistic, period, area, breakdown, category = self.path(cell).split()
        key = {"statistic": statistic, "period": period, "area": area, "breakdown": breakdown,
               "category": category}  # fmt: skip
        (row,) = [row for row in rows if key.items() <= row.items()]
        before = row["value"]
        row.update(values)
        out = io.StringIO()
        writer = csv.DictWriter(out, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        self.write(path, out.getvalue())
        return before

    def in_workbook(self, path: str, change: Callable[[str], str], part: str = SHEET) -> None:
        """Change the XML of a part of a workbook: of a sheet of all rows, if not said."""
        with zipfile.ZipFile(self.folder / path) as book:
            parts = {name: book.read(name) for name in book.namelist()}
        before = parts.get(part, b"").decode()
        parts[part] = change(before).encode()
        assert parts[part].decode() != before
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as book:
            for name, data in parts.items():
                book.writestr(name, data)
        self.write(path, content.getvalue())

    def in_page(self, path: str, old: str, new: str) -> None:
        """Change a text of a page, which must be there."""
        html = (self.folder / path).read_text("utf-8")
        assert old in html
        self.write(path, html.replace(old, new, 1))

    def in_text(self, path: str, old: str, new: str) -> None:
        """Change what a pattern first finds in a file; it must find something."""
        before = (self.folder / path).read_text("utf-8")
        after = re.sub(old, new, before, count=1, flags=re.DOTALL)
        assert after != before
        self.write(path, after)

    def made_from(self, **counts: str) -> None:
        """Say in the manifest from which count the editions of a cadence were made."""
        manifest = json.loads((self.folder / "manifest.json").read_text("utf-8"))
        for name, origin in manifest["editions"].items():
            if count := counts.get(name.partition("/")[0]):
                origin["count"] = count
        self.write("manifest.json", json.dumps(manifest))

    def on_the_manifest(self, *more: str) -> None:
        """Write the checksums of all files anew, as a build would that has written them so."""
        catalogue = json.loads((self.folder / "catalogue.json").read_text("utf-8"))
        for file in (file for edition in catalogue["editions"] for file in edition["files"]):
            file["sha256"] = self._checksum(file["path"])
        self.write("catalogue.json", json.dumps(catalogue, ensure_ascii=False, indent=1))
        self._on_the_descriptions()
        manifest = json.loads((self.folder / "manifest.json").read_text("utf-8"))
        manifest["files"] = {path: self._checksum(path) for path in [*manifest["files"], *more]}
        self.write("manifest.json", json.dumps(manifest))

    def _on_the_descriptions(self) -> None:
        """Write the checksums anew in the descriptions for other programs too."""
        known = json.loads((self.folder / "manifest.json").read_text("utf-8"))["files"]
        changed = {sha: self._checksum(path) for path, sha in known.items()}
        for path in ("catalogue.jsonld", "data/datapackage.json"):
            text = (self.folder / path).read_text("utf-8")
            written = re.sub("[0-9a-f]{64}", lambda found: changed.get(found[0], found[0]), text)
            self.write(path, written)

    def _checksum(self, path: str) -> str:
        return hashlib.sha256((self.folder / path).read_bytes()).hexdigest()

    def faults(self) -> Iterator[KarnamehError]:
        """Yield what stops the release."""
        return faults_of_release(PublishedRelease(self.folder), self.settings)

    def contradictions(self, report: str = "caseload") -> list[KarnamehError]:
        """Return what contradicts itself in the editions of a report, a part of what stops it."""
        subjects = PublishedRelease(self.folder).subjects
        of_report = [subject for subject in subjects if subject.report == report]
        return list(contradictions(PublishedRelease(self.folder, of_report), self.settings))
