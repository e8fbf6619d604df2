"""Scripts of the pages: what the policy allows is what stands there."""

import base64
import re
from hashlib import sha256

from markupsafe import Markup
from trial_report import page_of

from helpers.release.render import Renderer
from helpers.release.scripts import Script


def test_the_policy_of_a_page_names_the_checksum_of_its_script(settings, lang="fa"):
    text = "document.title"
    digest = base64.b64encode(sha256(text.encode()).digest()).decode()
    made = Renderer(settings, "public").plain(
        "description.html.j2", page_of(settings, lang=lang).path, lang, synthetic=False,
        script=Script(Markup(text), Markup(f"'sha256-{digest}'")), lists=[], policy=[],
        catalogue_href="", languages=[],
    )  # fmt: skip
    assert f"script-src 'sha256-{digest}'" in made
    (source,) = re.findall(r"<script>(.*?)</script>", made, re.DOTALL)
    assert base64.b64encode(sha256(source.encode()).digest()).decode() == digest
    assert "unsafe-inline" not in made.partition("script-src")[2].partition(";")[0]


def test_a_page_without_a_script_allows_none(settings):
    made = Renderer(settings, "public").plain(
        "description.html.j2", page_of(settings).path, "fa", synthetic=False, lists=[],
        policy=[], catalogue_href="", languages=[],
    )  # fmt: skip
    assert "script-src" not in made
    assert "<script>" not in made
