"""DCAT, feeds and Data Package say what the release says, or it is not published."""

import re

import pytest

from helpers.release.described import wrong_described
from helpers.release.reading import PublishedRelease


@pytest.fixture
def faults(project, publish, as_first_made):
    """Return a function that changes a file of a release, and says what is found wrong."""
    as_first_made(lambda: publish(periods=["1403-06", "1403-07"]))

    def found(path: str = "", old: str = "", new: str = "") -> list[str]:
        if path:
            file = project.reports / path
            text = file.read_text("utf-8")
            changed = re.sub(old, new, text, count=1, flags=re.DOTALL)
            assert changed != text
            file.write_text(changed, "utf-8")
        return [str(fault) for fault in wrong_described(PublishedRelease(project.reports), project)]

    return found


def test_a_release_as_it_was_built_is_described_rightly(faults):
    assert faults() == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("fa/feed.xml", "خلاصه", "77777"),
        ("fa/feed.xml", r"<subtitle>", "<subtitle>77777 "),
        ("en/feed.xml", r'href="monthly/1403-07/', 'href="monthly/1403-06/'),
        ("en/feed.xml", r"urn:uuid:", "urn:uuid:77777"),
        ("en/feed.xml", r"</entry>", "<rights>77777</rights></entry>"),
        ("catalogue.jsonld", r'"byteSize": "', '"byteSize": "77777'),
        ("catalogue.jsonld", r'"description": \{"fa": "', '"description": {"fa": "77777 '),
        ("catalogue.jsonld", r'"@graph": \[', '"@graph": [{"@id": "#true", "value": 77777},'),
        ("data/datapackage.json", r'"bytes": ', '"bytes": 77777'),
        ("data/datapackage.json", r'"title": "', '"title": "77777 '),
        ("data/datapackage.json", r'"name": "quality"', '"name": "77777"'),
        ("data/schemas/numbers.json", r'"enum": \[', '"enum": ["77777",'),
    ],
)
def test_what_is_planted_in_a_description_is_found(faults, path, old, new):
    found = faults(path, old, new)
    assert found
    assert all("does not say what the release says" in fault and path in fault for fault in found)


def test_days_may_have_been_written_down_since(faults):
    assert faults("fa/feed.xml", r"<updated>\d{4}", "<updated>2031") == []
    assert faults("catalogue.jsonld", r'"issued": "\d{4}', '"issued": "2031') == []


def test_a_file_that_cannot_be_read_is_no_description(faults):
    with pytest.raises(ValueError, match=r"fa/feed\.xml"):
        faults("fa/feed.xml", "</feed>", "")


def test_a_release_from_before_there_were_descriptions_has_no_fault(project, publish, faults):
    path = project.reports / "manifest.json"
    gone = (
        r' *"(\w\w/feed\.xml|catalogue\.jsonld|data/datapackage\.json|data/schemas/\w+\.json)".*\n'
    )
    path.write_text(re.sub(gone, "", path.read_text("utf-8")), "utf-8")
    assert faults("catalogue.jsonld", "publisher", "nobody") == []
