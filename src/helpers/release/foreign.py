"""Words of the other script, each marked as of its language, so that they are read aloud rightly.

Terms are plain text, «فایل CSV»: what is foreign in them is marked where a page is made, whatever
template it stands in.
"""

import re

from helpers.domain.persian import DIRECTION, Lang

_OTHER: dict[Lang, Lang] = {"fa": "en", "en": "fa"}
_WORD: dict[Lang, str] = {
    # An identifier may begin with a digit, and is one word as far as it goes.
    "fa": r"(?=\w*[A-Za-z])\w[\w.+/-]*[\w+]",
    "en": r"[\u0600-\u06ff][\u0600-\u06ff\u200c]*[\u0600-\u06ff]",
}
# As written in HTML: the name of a letter, such as &amp;, is no word.
_RUNS = {
    lang: re.compile(rf"&#?\w+;|({word}(?: {word})*)", re.ASCII) for lang, word in _WORD.items()
}
# Elements that hold no text for readers, or cannot hold markup, or say their language themselves;
# all else is passed over, text by text.
_TEXTS = {
    lang: re.compile(
        r"(?:<(script|style|svg|code|title|option|textarea)\b|<(?!html\b)(\w+)\b[^>]*\slang=).*?</(?:\1|\2)>"
        rf"|(?<=>)([^<>]*{start}[^<>]*)",
        re.DOTALL,
    )
    for lang, start in {"fa": "[A-Za-z]", "en": "[\u0600-\u06ff]"}.items()
}


def with_foreign_words_marked(html: str, lang: Lang) -> str:
    """Return a page with each run of words in the other script in its own element.

    Parameters
    ----------
    html
        A page, or a piece of one that begins with a tag, in which every element of text is closed.
    lang
        The language of the page.
    """
    other = _OTHER[lang]
    element = rf'<bdi lang="{other}" dir="{DIRECTION[other]}">\1</bdi>'

    def marked(found: re.Match[str]) -> str:
        if (text := found[3]) is None:
            return found[0]
        return _RUNS[lang].sub(lambda run: run.expand(element) if run[1] else run[0], text)

    return _TEXTS[lang].sub(marked, html)
