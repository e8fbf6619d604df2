"""Words of the other script in a page, marked for those who hear it."""

import pytest

from helpers.release.foreign import with_foreign_words_marked

CSV = '<bdi lang="en" dir="ltr">CSV</bdi>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>فایل CSV، خوانا</p>", f"<p>فایل {CSV}، خوانا</p>"),
        ("<p>(SHA-256 فایل CSV)</p>",
         f'<p>(<bdi lang="en" dir="ltr">SHA-256</bdi> فایل {CSV})</p>'),
        ("<p>برای کل، all.</p>", '<p>برای کل، <bdi lang="en" dir="ltr">all</bdi>.</p>'),
        ("<p>نرم‌افزار Open Office</p>",
         '<p>نرم‌افزار <bdi lang="en" dir="ltr">Open Office</bdi></p>'),
        ("<td>یک<td>CSV", f"<td>یک<td>{CSV}"),
        ("<p>نسخه 2c3f02، شناسه annual/1402/abhar.</p>",
         '<p>نسخه <bdi lang="en" dir="ltr">2c3f02</bdi>، شناسه '
         '<bdi lang="en" dir="ltr">annual/1402/abhar</bdi>.</p>'),
    ],
)  # fmt: skip
def test_a_run_of_latin_words_stands_in_an_element_of_its_own(before, after):
    assert with_foreign_words_marked(before, "fa") == after


def test_persian_words_of_an_english_page_are_marked_too():
    html = with_foreign_words_marked("<p>the county آب‌بر کوچک, here</p>", "en")
    assert html == '<p>the county <bdi lang="fa" dir="rtl">آب‌بر کوچک</bdi>, here</p>'


@pytest.mark.parametrize(
    "html",
    [
        '<html lang="fa"><head><title>فایل CSV</title><style>p{color:red}</style></head>',
        '<a href="x.csv" aria-label="فایل CSV">فایل</a>',
        '<p>ا <bdi lang="en" dir="ltr">CSV</bdi> ب</p>',
        "<p>کد <code>all</code></p>",
        "<p>الف &amp; ب &quot; &#39;</p>",
        "<p>الف A ب</p>",
        '<script type="application/ld+json">{"a": "b"}</script>',
        "<svg><text>km</text></svg>",
        "<select><option>CSV</option></select>",
    ],
)
def test_nothing_else_is_touched(html):
    assert with_foreign_words_marked(html, "fa") == html
    assert with_foreign_words_marked("<p>plain English</p>", "en") == "<p>plain English</p>"
