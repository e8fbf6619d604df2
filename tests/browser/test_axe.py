"""axe-core: every rule but those of level AAA, and what it cannot decide by itself."""

from importlib.resources import files

import pytest
from browser.in_page import open_page, unfold
from browser.kinds import ALL, EVERY_DAY

pytestmark = pytest.mark.browser

# Only the rules on colours can tell a dark page from a light one.
LOOKS = {"light-1280": ("light", 1280), "light-320": ("light", 320), "dark-1280": ("dark", 1280)}
VIEWS = [
    pytest.param(
        kind, *look, id=f"{kind}-{name}",
        marks=[] if kind in EVERY_DAY and name == "light-1280" else pytest.mark.heavy,
    )
    for kind in ALL for name, look in LOOKS.items()
]  # fmt: skip
# Colours behind texts that lie upon a drawing or scroll are told by ``test_contrast.py``.
LEFT_TO_US = {"color-contrast"}
RUN = """tag => {
  const wanted = rule => !rule.tags.includes("wcag2aaa") && (!tag || rule.tags.includes(tag));
  const rules = axe.getRules().filter(wanted);
  return axe.run(document, {
    runOnly: {type: "rule", values: rules.map(rule => rule.ruleId)},
    resultTypes: ["violations", "incomplete"],
  });
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@pytest.fixture
def findings(page, axe):
    """Return a function that opens a file and returns what axe finds, and what it cannot tell."""

    def of(path, tag=""):
        open_page(page, path)
        unfold(page)
        page.evaluate(axe)
        result = page.evaluate(RUN, tag)
        told = [
            {(rule["id"], node["html"][:150]) for rule in result[kind] for node in rule["nodes"]}
            for kind in ("violations", "incomplete")
        ]
        return told[0], {found for found in told[1] if found[0] not in LEFT_TO_US}

    return of


@pytest.mark.parametrize(("kind", "theme", "width"), VIEWS)
def test_axe_finds_nothing(page, place, findings, kind, theme, width):
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 900})
    assert findings(place(kind), "cat.color" if theme == "dark" else "") == (set(), set())


def test_axe_looks_for_what_it_is_asked_to(page, findings, tmp_path):
    path = tmp_path / "bad.html"
    path.write_text(
        '<!doctype html><html lang="en"><title>x</title><main><h1>x</h1><h3>skipped</h3>'
        '<a href="#a" aria-label="other">shown</a>'
        '<button style="width:9px;height:9px;padding:0">a</button>'
        '<button style="width:9px;height:9px;padding:0">b</button></main>'
    )
    violations, _ = findings(path)
    wanted = {"heading-order", "label-content-name-mismatch", "target-size"}
    assert wanted <= {rule for rule, _ in violations}
