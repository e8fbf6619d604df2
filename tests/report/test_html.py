"""Pieces of a page: what they escape, and how a block begins."""

from helpers.report.html import finding_block, heading
from helpers.report.sources import Sources


def test_a_block_begins_with_its_finding_as_a_heading_and_a_sentence_below():
    block = finding_block("More files", "There were 12 files.", Sources(("files_active",)))
    first, second = str(block.html).split("\n")
    said = 'dir="auto" data-statistic="files_active"'
    assert first == f'<h3 class="finding" {said}>More files</h3>'
    assert second == f'<p class="statement" {said}>There were 12 files.</p>'
    assert block.text == "More files\n\nThere were 12 files."


def test_a_block_without_a_sentence_is_its_heading_alone():
    assert finding_block("Files", "").html == heading("Files").html


def test_a_heading_escapes_what_it_says():
    assert "<b>" not in str(heading("<b>5</b>").html)
