"""A release is signed, verified, and not built on when it is not what was signed."""

import json
import shutil
import stat
from pathlib import Path

import pytest
from trial_report import contents

from helpers.configuration import SIGNING_KEY, Signing
from helpers.errors import DataError, RequestError
from helpers.release.layout import MANIFEST, PUBLIC_KEY, SIGNATURE
from helpers.release.minisign import SecretKey, new_key
from helpers.release.signing import make_key
from helpers.release.verify import faults_of_folder, key_named, signature_in_words
from helpers.settings import Settings


def configure(project: Settings, secret: SecretKey | None) -> None:
    """Put a key, or none, into the settings and the secret folder."""
    signing = Signing(public_key=secret.public.text) if secret else None
    update = {"signing": signing}
    project.__dict__["configuration"] = project.configuration.model_copy(update=update)
    path = project.root / SIGNING_KEY
    path.unlink(missing_ok=True)
    if secret:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secret.file)
        path.chmod(0o600)


@pytest.fixture(scope="module")
def key() -> SecretKey:
    return new_key()


@pytest.fixture
def secret(project: Settings, key: SecretKey) -> SecretKey:
    """The key of the project."""
    configure(project, key)
    return key


@pytest.fixture
def signed(publish, secret, as_first_made) -> SecretKey:
    """The key that has signed a release of the project."""
    as_first_made(publish)
    return secret


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def said(project: Settings, key=None) -> str:
    return "\n".join(map(str, faults_of_folder(project.reports, project, key)))


def test_a_release_is_signed_and_verifies_by_the_key_of_the_settings(publish, project, secret):
    assert publish().failures == ()
    assert said(project) == ""
    assert secret.public.name in signature_in_words(project.reports, project)
    assert key_named(str(project.reports / PUBLIC_KEY)) == secret.public
    assert json.loads((project.reports / MANIFEST).read_text())["signed_by"] == secret.public.text


def test_whoever_knows_the_key_needs_no_settings(project, signed):
    configure(project, None)
    assert said(project, signed.public) == ""
    assert "by another key" in said(project, new_key().public)


@pytest.mark.usefixtures("signed")
def test_the_key_in_the_folder_itself_proves_little_and_that_is_said(project):
    configure(project, None)
    assert said(project) == ""
    assert "compare it" in signature_in_words(project.reports, project)


def test_without_a_key_a_release_is_not_signed_and_says_so(publish, project):
    publish()
    assert said(project) == ""
    assert "not signed" in signature_in_words(project.reports, project)
    assert not (project.reports / SIGNATURE).exists()
    assert 'signed_by": null' in (project.reports / MANIFEST).read_text()
    assert "has no signature" in said(project, new_key().public)


@pytest.mark.parametrize(
    ("name", "spoil", "found"),
    [
        (MANIFEST, lambda path: change(path, '"files"', ' "files"'), "one of the two was changed"),
        (MANIFEST, lambda path: path.write_text("{}"), "manifest of the release cannot be read"),
        (MANIFEST, lambda path: path.write_text("["), "manifest of the release cannot be read"),
        (SIGNATURE, lambda path: change(path, "hashed", "hashes"), "one of the two was changed"),
        (SIGNATURE, lambda path: path.write_text("x"), "cannot be read"),
        (SIGNATURE, Path.unlink, "has no signature"),
        ("catalogue.json", lambda path: change(path, "1403", "1404"), "published file was changed"),
        (PUBLIC_KEY, Path.unlink, "published file is missing"),
        ("fa/more.html", lambda path: path.write_text("x"), "is not of the release"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("signed")
def test_whatever_is_changed_in_a_signed_release_is_found(project, name, spoil, found):
    spoil(project.reports / name)
    assert found in said(project)


def test_the_same_release_is_signed_the_same(publish, project, secret, tmp_path):
    publish()
    before = contents(project.reports)
    shutil.rmtree(project.reports)
    shutil.rmtree(project.root / "build")
    publish()
    assert contents(project.reports) == before


def test_a_signature_that_was_lost_or_spoilt_is_not_made_good_by_the_next_build(
    publish, project, secret
):
    publish()
    before = contents(project.reports)
    for spoil in (Path.unlink, lambda path: path.write_text("x")):
        spoil(project.reports / SIGNATURE)
        spoilt = contents(project.reports)
        with pytest.raises(DataError, match="nothing is built on it"):
            publish(periods=["1403-06"])
        assert contents(project.reports) == spoilt
        (project.reports / SIGNATURE).write_bytes(before[SIGNATURE])
    assert publish(periods=["1403-06"]).failures == ()


def test_a_manifest_made_to_fit_a_changed_page_is_not_signed_by_the_next_build(
    publish, project, secret
):
    publish()
    path = "data/monthly/1403-07/abhar/trial.csv"
    files = json.loads((project.reports / MANIFEST).read_text())["files"]
    change(project.reports / path, "5793", "5794")
    from helpers.release.ingredients import digest_of_file

    for name in (MANIFEST, "catalogue.json"):
        change(project.reports / name, files[path], digest_of_file(project.reports / path))
    with pytest.raises(DataError, match="nothing is built on it"):
        publish(periods=["1403-06"])
    # Nor if whoever did it takes the signature away, and says that there was none.
    (project.reports / SIGNATURE).unlink()
    change(project.reports / MANIFEST, f'"{secret.public.text}"', "null")
    with pytest.raises(DataError, match="nothing is built on it"):
        publish(periods=["1403-06"])


def test_a_release_from_elsewhere_is_built_on_if_the_office_has_signed_it_and_it_is_whole(
    publish, project, secret
):
    publish()
    shutil.rmtree(project.root / "build" / "records")
    assert publish(periods=["1403-06"]).failures == ()
    shutil.rmtree(project.root / "build" / "records")
    (project.reports / "en" / "index.html").write_text("other")
    with pytest.raises(DataError, match="published file was changed"):
        publish(periods=["1403-05"])


def test_a_key_may_come_be_changed_and_go(publish, project):
    publish()
    keys = [new_key(), new_key(), None]
    for key in keys:
        configure(project, key)
        outcome = publish()
        assert (outcome.failures, outcome.made) == ((), ())  # no page is made for it
        assert said(project, key and key.public) == ""
    assert not {SIGNATURE, PUBLIC_KEY} & set(contents(project.reports))


def test_a_configured_key_that_is_not_there_stops_the_build(publish, project, secret):
    path = project.root / SIGNING_KEY
    path.unlink()
    with pytest.raises(RequestError, match="no secret key to sign with"):
        publish()
    make_key(path)
    with pytest.raises(RequestError, match="not that of the public key in the settings"):
        publish()
    assert not project.reports.exists()


def test_a_new_key_is_for_its_owner_alone_and_never_overwritten(tmp_path):
    path = tmp_path / "secret" / "signing.key"
    make_key(path)
    before = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    with pytest.raises(RequestError, match="already"):
        make_key(path)
    assert path.read_bytes() == before
