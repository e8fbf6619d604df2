"""What a screen reader is told: headings, landmarks, figures, tables, the languages of words."""

from collections import Counter
from itertools import pairwise

import pytest
from browser.in_page import measured, open_page
from browser.kinds import ALL, ONE_OF_EACH, looked_at

pytestmark = pytest.mark.browser


@pytest.fixture
def tree(page, place):
    """Return a function from a kind of page to what its markup says."""

    def of(kind):
        open_page(page, place(kind))
        return measured(page, "tree")

    return of


@pytest.mark.parametrize("kind", looked_at(ALL))
def test_headings_go_down_step_by_step_from_one(tree, kind):
    headings = tree(kind)["headings"]
    levels = [level for level, _ in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(text for _, text in headings)


@pytest.mark.parametrize("kind", looked_at(ALL))
def test_landmarks_are_told_apart_by_their_names(tree, kind):
    landmarks = [tuple(landmark) for landmark in tree(kind)["landmarks"]]
    roles = Counter(role for role, _ in landmarks)
    assert (roles["header"], roles["main"], roles["footer"]) == (1, 1, 1)
    assert [found for found, times in Counter(landmarks).items() if times > 1] == []
    unnamed = {role for role, name in landmarks if not name}
    assert unnamed <= {"header", "main", "footer"}


@pytest.mark.parametrize("kind", looked_at(ONE_OF_EACH))
def test_drawings_are_named_and_told_in_words_or_hidden(tree, kind):
    told = tree(kind)
    for role, hidden, name in told["drawings"]:
        assert hidden == "true" or (role == "img" and len(name) > 10)
    for name, description in told["figures"]:
        assert len(name) > 5
        assert len(description) > 20
    assert len(told["figures"]) == sum(hidden != "true" for _, hidden, _ in told["drawings"])


@pytest.mark.parametrize("kind", looked_at(ALL))
def test_tables_have_a_name_and_headings_on_both_axes(tree, kind):
    for table in tree(kind)["tables"]:
        assert table["caption"] or table["labelled"]
        assert (table["headless"], table["unscoped"]) == (0, 0), table


@pytest.mark.parametrize("kind", looked_at(ALL))
def test_everything_that_is_pressed_has_a_name_in_its_own_language(tree, kind):
    told = tree(kind)
    assert told["nameless"] == []
    assert told["otherwise"] == []


@pytest.mark.parametrize("kind", looked_at(ALL))
def test_words_of_the_other_language_are_marked_as_such(page, place, kind):
    open_page(page, place(kind))
    assert measured(page, "languages") == []


def test_the_browser_tells_the_same_as_the_markup(page, place):
    """One page as the browser hands it to assistive technology."""
    open_page(page, place(ONE_OF_EACH[0]))
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    shown = [node for node in nodes if not node["ignored"]]

    def names(role):
        return [n["name"]["value"] for n in shown if n["role"]["value"] == role]

    told = measured(page, "tree")
    assert len(names("heading")) == len(told["headings"])
    assert len(names("banner")) == len(names("main")) == len(names("contentinfo")) == 1
    drawn = [name for _, hidden, name in told["drawings"] if hidden != "true"]
    assert [*names("image"), *names("img")] == drawn
    assert all(names("navigation"))


@pytest.mark.heavy
def test_titles_tell_pages_of_a_language_apart(page, place):
    titles = []
    for kind in ONE_OF_EACH:
        open_page(page, place(kind))
        titles.append((page.evaluate("document.documentElement.lang"), page.title()))
    assert all(title for _, title in titles)
    assert [found for found, times in Counter(titles).items() if times > 1] == []


BAD = """<!doctype html><html lang="fa" dir="rtl"><title>x</title><nav></nav><nav></nav>
<main><h1>یک English دو</h1><h3>سه</h3><a href="#" lang="en" aria-label="فایل">CSV</a>
<a href="#"></a><table><tr><th>a</th></tr></table><svg></svg>"""


def test_what_a_screen_reader_would_miss_is_found(page, tmp_path):
    path = tmp_path / "bad.html"
    path.write_text(BAD, "utf-8")
    open_page(page, path)
    told = measured(page, "tree")
    assert told["headings"] == [[1, "یک English دو"], [3, "سه"]]
    assert told["landmarks"].count(["nav", ""]) == 2
    assert told["drawings"] == [[None, None, ""]]
    (table,) = told["tables"]
    assert (table["caption"], table["headless"], table["unscoped"]) == ("", 1, 1)
    assert (len(told["nameless"]), len(told["otherwise"])) == (1, 1)
    assert measured(page, "languages") == ["h1: یک English دو"]
