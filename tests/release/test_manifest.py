"""What the manifest of a built release says of the register behind it."""

import json


def test_it_counts_the_rows_and_warnings_of_the_register(release):
    said = json.loads((release.folder / "manifest.json").read_text("utf-8"))["register"]
    known = json.loads((release.root / "data/register/about.json").read_text("utf-8"))
    tables = ("case_files", "pension_payments", "students")
    assert said["rows"] == {name: len(release.register(name)) for name in tables}
    assert said["warnings"] == known["warnings"]
    assert said["fingerprint"] == known["fingerprint"]
