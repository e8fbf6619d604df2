"""The policies: in both languages, with the numbers of the settings, linked from everywhere."""

import re

import pytest
from trial_report import contents

from helpers.domain.persian import LANGUAGES
from helpers.errors import DataError
from helpers.release.checks import check_page
from helpers.release.outline import Outline
from helpers.release.policies import (
    policy_faults,
    policy_files,
    policy_text,
    read_commitments,
)
from helpers.release.standing import POLICIES, STANDING


def write(project, name, text):
    path = project.reference / "policies" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_every_page_leads_to_every_policy_the_calendar_and_the_quality_of_its_series(
    publish, project
):
    publish()
    files = contents(project.reports)
    wanted = {f"{lang}/{path}.html" for path in STANDING.values() for lang in LANGUAGES}
    assert wanted <= set(files)
    for path, content in files.items():
        if not path.endswith(".html"):
            continue
        html = content.decode()
        outline = Outline.of(html)
        ends = {f"{STANDING[code].rpartition('/')[2]}.html" for code in STANDING}
        found = {link.rpartition("/")[2] for link in outline.links}
        own = path.rpartition("/")[2]
        assert ends - {own} <= found, path
        assert list(check_page(path, html, files)) == []
        if "/monthly/" in path:
            assert any(link.endswith("quality/trial.html") for link in outline.links), path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_policy_holds_a_number_of_the_settings_by_hand(project, lang):
    """What the settings decide stands as a gap: the digits that remain belong to no setting."""
    for path in policy_files(project):
        if path.suffix == ".md" and path.parent.name == lang:
            assert re.findall(r"\d", path.read_text("utf-8")) == [], path.name


def test_the_numbers_of_a_policy_are_those_of_the_settings(publish, project):
    release = project.configuration.release.model_copy(
        update={"time": project.configuration.release.time.replace(hour=8, minute=30)}
    )
    disclosure = project.configuration.disclosure.model_copy(update={"hide_below": 7})
    project.__dict__["configuration"] = project.configuration.model_copy(
        update={"release": release, "disclosure": disclosure}
    )
    publish()
    page = (project.reports / "en/policies/release-practice.html").read_text("utf-8")
    assert "is published at 08:30" in page
    page = (project.reports / "fa/policies/confidentiality.html").read_text("utf-8")
    assert "۱ تا ۶ منتشر نمی‌شود" in page


def test_the_internal_edition_does_not_claim_protection(publish, project):
    assert publish(edition="internal").failures == ()
    path = project.root / "reports-internal/en/policies/confidentiality-internal.html"
    page = path.read_text("utf-8")
    assert "nothing is rounded or hidden" in page
    assert "rounded to base" not in page


def test_a_changed_policy_makes_its_page_anew_and_no_other(publish, project):
    publish()
    before = contents(project.reports)
    text = (project.reference / "policies/en/revisions.md").read_text("utf-8")
    write(project, "en/revisions.md", text.replace("# Revisions policy", "# Our revisions", 1))
    assert publish().made == ()
    after = contents(project.reports)
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"en/policies/revisions.html", "manifest.json"}


def test_a_number_written_by_hand_is_the_offices_own_and_a_gap_without_number_a_fault(project):
    write(project, "en/release-practice.md", "# Title\n\nAt {noon}.")
    with pytest.raises(DataError, match=r"do not have[\s\S]*\{noon\}"):
        policy_text(project, "release-practice", "en")
    assert ["{noon}" in str(fault) for fault in policy_faults(project)] == [True]


def test_a_policy_in_one_language_is_found_before_a_build(project):
    write(project, "fa/quality-trial.md", "متن")
    (fault,) = policy_faults(project)
    assert fault.where == "en/quality-trial.md"


@pytest.mark.parametrize("row", ["fr,a,b,c,d,e,f,g", "uk,a,b,c,d,e,f,", "uk,a,b"])
def test_a_wrong_commitment_is_named_by_its_line(project, row):
    path = project.reference / "policies" / "commitments.csv"
    path.write_text(path.read_text("utf-8").splitlines()[0] + f"\n{row}\n", "utf-8")
    with pytest.raises(DataError, match="line 2"):
        read_commitments(project)


def test_every_commitment_is_checked_by_something_that_exists(settings, root):
    commitments = read_commitments(settings)
    assert {c.framework for c in commitments} == {"sci", "uk"}
    assert [c.evidence for c in commitments if not (root / c.evidence).is_file()] == []


def test_an_office_without_policies_has_pages_without_prose(publish, project):
    for path in policy_files(project):
        path.unlink()
    assert publish().failures == ()
    for code, name in POLICIES.items():
        page = (project.reports / f"en/policies/{name}.html").read_text("utf-8")
        assert f"<h1>{project.terms.text('page', code, 'en')}</h1>" in page
