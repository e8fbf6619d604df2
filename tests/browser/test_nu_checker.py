"""Markup and styles: the Nu HTML checker finds neither error nor warning in any page."""

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

pytestmark = pytest.mark.heavy

# What it says wrongly, and why; nothing else is left out.
MISTAKEN = {
    # It reads the opening tag alone. That each script is one whose checksum the policy names is
    # held by tests/release/test_scripts.py; and what would be blocked is told to the console.
    "Inline script violates Content Security Policy (meta tag)",
}


@pytest.fixture(scope="module")
def checker(root, nothing_left_out):
    """Return a function that checks files, and returns what is found in them."""
    jar = max((root / "build" / "nu").glob("vnu-*.jar"), default=None)
    if jar is None or shutil.which("java") is None:
        message = "left out: no Nu checker or no Java (sh tests/browser/install-nu.sh)"
        pytest.fail(message) if nothing_left_out else pytest.skip(message)

    def check(paths: Iterable[Path]) -> set[tuple[str, str]]:
        # Deeply nested values overflow the stack that Java gives by itself.
        done = subprocess.run(
            ["java", "-Xss4m", "-jar", jar, "--format", "json", "--stdout", *paths],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        messages = json.loads(done.stdout)["messages"]
        return {
            (Path(message["url"]).name, message["message"])
            for message in messages
            if not any(message["message"].startswith(known) for known in MISTAKEN)
        }

    return check


def test_no_page_has_an_error_or_a_warning(checker, release, further):
    pages = [*release.folder.rglob("*.html"), *further.values()]
    assert len(pages) > 40
    assert checker(pages) == set()


def test_errors_warnings_and_unknown_styles_are_found(checker, tmp_path):
    path = tmp_path / "bad.html"
    path.write_text(
        '<!doctype html><html lang="en"><title>x</title><style>p{colr:red}</style>'
        '<p><div></p><section></section><p id="a"></p><p id="a"></p>'
    )
    found = " ".join(message for _, message in checker([path]))
    assert "colr" in found
    assert "Duplicate ID" in found
    assert "Section lacks heading" in found
