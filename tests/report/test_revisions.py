"""What is said of revisions where there are none."""

import pytest

from helpers.report.triangle import triangles


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "On this page, no figure for “Active case files” and “Files opened” has changed "
               "since it was first published."),
        ("fa", "در این صفحه هیچ رقمی از «پرونده‌های فعال» و «پرونده‌های تشکیل‌شده» پس از "
               "نخستین انتشار تغییر نکرده است."),
    ],
)  # fmt: skip
def test_series_that_were_never_revised_are_named(opened, lang, said):
    context = opened("1403-07", "zanjan", lang).context
    assert triangles(context, ["files_active", "files_opened"]).text == said


def test_a_first_publication_is_said_to_be_one_and_nothing_else(opened):
    text = opened("1403-07", "zanjan", "en").revisions("files_active").text
    assert text == ("These figures are published for the first time; nothing has been revised yet.")
