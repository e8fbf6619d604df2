"""Persian words are written as an editor would write them: joints, letters, digits, marks."""

import re

import pytest

# Letters that join what follows: after them a plural written without ZWNJ is a joined one.
_JOINING = "بپتثجچحخسشصضطظعغفقکگلمنهی"
_WHOLE_WORDS = r"(?<!\w)(?:تنها|بها|نهایی|منهای)(?!\w)"
FAULTS = {
    "a plural apart": r"\w +ها(?:ی|یی|یشان)?(?!\w)",
    "a plural joined": rf"[{_JOINING}]ها(?:ی|یی|یشان)?(?!\w)",
    "a verb's beginning apart": r"(?<!\w)ن?می (?=\w)",
    "a verb's beginning joined": r"(?<!\w)ن?می(?:شو|کن|ده|گیر|آی|یاب|توان|رس|مان|گرد|بین|خواه|ساز)",
    "an ending apart": r"\wه (?:ای|اند|ام)(?!\w)",
    "a comparative apart": r"\w تر(?:ین)?(?!\w)",
    "an Arabic letter or digit": "[يكىةۀ٠-٩]",
    "a Latin digit": r"(?<![A-Za-z0-9-])[0-9]",
    "an ASCII mark": r"[,;?%]",
    "a straight quotation mark": "[\"'“”]",
    "two spaces": "  ",
    "a space before a mark": r"\s[،؛.:!؟»)]",
    "no space after a mark": r"[،؛](?=[^\s»)])",
    "a ZWNJ that joins nothing": "\u200c(?!\\w)|(?<!\\w)\u200c",
}


def faults_of(text: str) -> list[str]:
    """Return the kinds of faults in a Persian text; a gap stands for a word."""
    words = re.sub(_WHOLE_WORDS, "و", re.sub(r"\{\w+\}", "آن", text).strip())
    return [kind for kind, pattern in FAULTS.items() if re.search(pattern, words)]


def test_no_persian_word_of_the_terms_has_a_fault(settings):
    found = {
        (term.kind, term.code): faults
        for term in settings.terms
        for text in (*term.fa.split(" | "), term.definition_fa)
        if (faults := faults_of(text.replace("~", "")))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("پرونده ها", "a plural apart"),
        ("گزارش های ماه", "a plural apart"),
        ("آنها", "a plural joined"),
        ("منتشر می شود", "a verb's beginning apart"),
        ("منتشر نمیشود", "a verb's beginning joined"),
        ("پرونده ای", "an ending apart"),
        ("بزرگ ترین", "a comparative apart"),
        ("گزارش‌هاي", "an Arabic letter or digit"),
        ("١٢ ماه", "an Arabic letter or digit"),
        ("تا 12 ماه", "a Latin digit"),
        ("ماه, سال", "an ASCII mark"),
        ("۵%", "an ASCII mark"),
        ('"نام"', "a straight quotation mark"),
        ("ماه  سال", "two spaces"),
        ("ماه ، سال", "a space before a mark"),
        ("ماه،سال", "no space after a mark"),
        ("ماه\u200c سال", "a ZWNJ that joins nothing"),
    ],
)
def test_each_fault_is_found(text, fault):
    assert fault in faults_of(text)


@pytest.mark.parametrize("text", ["تنها خانوارها", "فایل CSV، SHA-256", "شمار {name}، {value}"])
def test_what_is_right_is_let_pass(text):
    assert faults_of(text) == []
