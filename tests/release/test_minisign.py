"""Keys and signatures are those of minisign."""

import base64
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import RequestError
from helpers.release.minisign import (
    SecretKey,
    SignatureError,
    check_signature,
    identity_in,
    new_key,
    read_public_key,
    read_secret_key,
)  # fmt: skip

# Made by minisign itself, of the four bytes "test".
THEIRS = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"
THEIR_SIGNATURE = """untrusted comment: signature from minisign secret key
RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLzZwo=
trusted comment: timestamp:1633700835\tfile:test\tprehashed
wLMDjy9FLAuxZ3q4NlEvkgtyhrr0gtTu6KC4KBJdITbbOeAi1zBIYo0v4iTgt8jJpIidRJnp94ABQkJAgAooBQ==
"""
OURS = SecretKey(bytes(range(8)), bytes(range(32)))


def test_what_minisign_has_signed_is_good_and_its_comment_is_returned():
    key = read_public_key(THEIRS)
    assert key.name == "E7620F1842B4E81F"
    comment = check_signature(b"test", THEIR_SIGNATURE, key, where="test")
    assert comment == "timestamp:1633700835\tfile:test\tprehashed"


@pytest.mark.parametrize(
    ("old", "new"),
    [("RUQf6LRCGA9i559r", "RUQf6LRCGA9i559s"), ("prehashed", "prehashes"), ("wLMDjy", "wLMDjx")],
)
def test_one_letter_of_a_signature_or_its_comment_changed_is_found(old, new):
    with pytest.raises(SignatureError):
        check_signature(b"test", THEIR_SIGNATURE.replace(old, new), read_public_key(THEIRS),
                        where="test")  # fmt: skip


@given(st.binary(), st.binary())
def test_a_signature_is_of_its_content_and_of_no_other(content, other):
    text = OURS.sign(content, "file:x")
    assert check_signature(content, text, OURS.public, where="x") == "file:x"
    if other != content:
        with pytest.raises(SignatureError, match="one of the two was changed"):
            check_signature(other, text, OURS.public, where="x")


def test_the_same_is_signed_the_same():
    assert OURS.sign(b"content", "a") == OURS.sign(b"content", "a")


def test_a_signature_by_another_key_names_both():
    other = new_key()
    with pytest.raises(SignatureError, match="by another key") as error:
        check_signature(b"a", other.sign(b"a", "c"), OURS.public, where="x")
    assert (error.value.found, error.value.expected) == (other.public.name, "0706050403020100")


def test_a_key_that_only_bears_the_name_of_ours_signs_nothing():
    impostor = SecretKey(OURS.identity, new_key().seed)
    with pytest.raises(SignatureError, match="one of the two was changed"):
        check_signature(b"a", impostor.sign(b"a", "c"), OURS.public, where="x")


@pytest.mark.parametrize("text", ["", "a\nb\nc\nd", "\n".join(THEIR_SIGNATURE.splitlines()[:3])])
def test_what_is_no_signature_is_said_to_be_none(text):
    with pytest.raises(SignatureError, match="cannot be read"):
        check_signature(b"test", text, read_public_key(THEIRS), where="test")
    assert identity_in("") == b""


def test_a_public_key_is_read_alone_and_from_a_file():
    for text in (OURS.public.text, OURS.public.file, f"  {OURS.public.text}\n"):
        assert read_public_key(text) == OURS.public
    for wrong in ("", "RW", OURS.public.text[:-4], base64.b64encode(bytes(42)).decode()):
        with pytest.raises(RequestError, match="no public key"):
            read_public_key(wrong)


def test_a_secret_key_stands_in_the_layout_of_minisign_without_a_password():
    content = base64.b64decode(OURS.file.splitlines()[1])
    assert len(content) == 2 + 2 + 2 + 32 + 8 + 8 + 8 + 64 + 32
    assert content[:6] == b"Ed\0\0B2"
    assert content[54:62] == OURS.identity
    assert content[62:126] == OURS.seed + OURS.public.key


def test_a_secret_key_is_read_as_it_was_written_and_not_when_others_may_read_it(tmp_path: Path):
    path = tmp_path / "signing.key"
    path.write_text(OURS.file)
    path.chmod(0o600)
    assert read_secret_key(path) == OURS
    path.chmod(0o640)
    with pytest.raises(RequestError, match="others may read"):
        read_secret_key(path)


@pytest.mark.parametrize("spoil", [lambda text: "", lambda text: text.replace("AAEC", "AAED", 1)])
def test_a_spoilt_secret_key_is_refused(tmp_path: Path, spoil):
    path = tmp_path / "signing.key"
    path.write_text(spoil(OURS.file))
    os.chmod(path, 0o600)
    with pytest.raises(RequestError, match="no secret key"):
        read_secret_key(path)


def test_a_missing_secret_key_says_how_to_make_one(tmp_path: Path):
    with pytest.raises(RequestError, match="karnameh key"):
        read_secret_key(tmp_path / "signing.key")
