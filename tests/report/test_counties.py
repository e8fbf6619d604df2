"""Counties side by side: that of the page stands out, and the province's page marks none."""

import pytest
from selectolax.lexbor import LexborHTMLParser


def bold(fragment):
    """Return the bold texts of the drawing, one after the other."""
    found = LexborHTMLParser(str(fragment.html)).css('svg [font-weight="bold"]')
    return " ".join(node.text(separator=" ") for node in found)


@pytest.mark.parametrize("rate", [None, "active_per_1000"])
def test_the_county_of_the_page_is_bold_among_the_bars(opened, rate):
    fragment = opened("1403-07", "abhar", "en").counties("files_active", rate=rate)
    assert "Abhar (this page)" in bold(fragment)


def test_on_the_page_of_the_province_no_county_is_marked(opened):
    assert not bold(opened("1403-07", "zanjan", "en").counties("files_active"))
