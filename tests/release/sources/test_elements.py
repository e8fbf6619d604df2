from helpers.release.sources.elements import texts_of

PAGE = """<html><style>p{{color:red}}</style><STYLE media="print">{style}</STYLE>
<p>2 files</p></html>"""


def found(style: str) -> list[tuple[str, str]]:
    return [(text.attribute, text.plain) for text in texts_of(PAGE.format(style=style))]


def test_what_a_style_writes_on_a_page_is_a_text_of_it():
    assert found('p::after{content:"3"}') == [("style", '"3"'), ("", "2 files")]


def test_a_style_may_hold_a_mark_that_begins_elements():
    assert found('p::after{content:"<i></i> 3"}') == [("style", '"<i></i> 3"'), ("", "2 files")]


def test_other_numbers_of_a_style_are_none_of_the_page():
    assert found("p{margin:3px}") == [("", "2 files")]
