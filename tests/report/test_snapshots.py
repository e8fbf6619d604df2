"""The fragments of a page in both languages, drawings left out."""

import re

import pytest

SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)


def fragments(report):
    yield report.headline("files_active", "files_opened", "pension_amount", "active_share")
    yield report.section("files_closed", by="closure_reason")
    yield report.counties("files_active", rate="active_per_1000")
    yield report.comparison("files_active", "files_opened", "pension_amount")
    yield report.published_figures("files_active", "pension_recipients", "pension_share_of_active")
    yield report.quality()
    yield report.notes()


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_fragments_of_a_province_page(opened, settings, lang, snapshot):
    report = opened("1403-07", settings.areas.province.code, lang)
    html = "\n\n".join(str(fragment.html) for fragment in fragments(report))
    assert (
        re.sub(r'((?:id|aria-labelledby)="[a-z-]+)[0-9a-f]{10}"', r'\1…"', SVG.sub("<svg/>", html))
        == snapshot
    )


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_fragments_of_a_small_county_page(opened, lang, snapshot):
    report = opened("1402-01", "soltanieh", lang)
    text = "\n\n".join(repr(fragment) for fragment in fragments(report))
    assert text == snapshot
