"""Counties side by side: that of the page stands out, and the province's page marks none."""

import re

import pytest

BOLD = re.compile(r"<text[^>]*font-weight:700[^>]*>([^<]*)</text>")


@pytest.mark.parametrize("rate", [None, "active_per_1000"])
def test_the_county_of_the_page_is_bold_among_the_bars(opened, rate):
    html = opened("1403-07", "abhar", "en").counties("files_active", rate=rate).html
    assert "Abhar (this page)" in " ".join(BOLD.findall(str(html)))


def test_on_the_page_of_the_province_no_county_is_marked(opened):
    html = opened("1403-07", "zanjan", "en").counties("files_active").html
    assert BOLD.findall(str(html)) == []
