"""Scripts of the pages: what the policy allows is what stands there."""

import base64
import re
from hashlib import sha256

from markupsafe import Markup
from trial_report import page_of

from helpers.release.render import Renderer
from helpers.release.scripts import Script, script


def described(settings, **values) -> str:
    """Return a page that is made from no notebook."""
    return Renderer(settings, "public").plain(
        "description.html.j2", page_of(settings).path, "fa", synthetic=False, lists=[],
        policy=[], catalogue_href="", languages=[], **values,
    )  # fmt: skip


def allowed(html: str) -> list[str]:
    """Return what the policy of a page lets run."""
    return re.search(r"script-src ([^;]*);", html)[1].split()


def checksums(html: str) -> list[str]:
    """Return the checksums of the scripts that stand in a page, as a policy writes them."""
    sources = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digests = [base64.b64encode(sha256(source.encode()).digest()).decode() for source in sources]
    return [f"'sha256-{digest}'" for digest in digests]


def test_the_policy_of_a_page_names_the_checksum_of_each_of_its_scripts(settings):
    text = "document.title"
    digest = base64.b64encode(sha256(text.encode()).digest()).decode()
    made = described(settings, scripts=[Script(Markup(text), Markup(f"'sha256-{digest}'"))])
    assert f"'sha256-{digest}'" in allowed(made)
    assert allowed(made) == checksums(made)


def test_a_page_without_a_script_of_its_own_allows_only_that_it_appears_with_its_font(settings):
    made = described(settings)
    assert allowed(made) == checksums(made) == [str(script("appear.js").policy)]


def test_a_script_runs_without_what_only_readers_of_it_need():
    source = script("page.js").source
    assert "// " not in source.partition("\n")[0]
    assert not re.search(r"^ ", source, re.MULTILINE)
    assert source.endswith("}\n")


def test_the_script_of_a_page_is_small_and_writes_no_markup():
    source = script("page.js").source
    assert len(source.encode()) <= 6144
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|\beval\b|new Function", source)
