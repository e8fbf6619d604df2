from helpers.errors import KarnamehError, RequestError, some


def test_an_error_says_what_where_found_expected_and_what_to_do():
    error = KarnamehError("a county is unknown", where="row 7", found="x", expected="y", do="z")
    assert str(error).splitlines() == [
        "a county is unknown",
        "  where:    row 7",
        "  found:    x",
        "  expected: y",
        "  do:       z",
    ]


def test_empty_parts_are_left_out():
    assert str(KarnamehError("it failed")) == "it failed"


def test_a_wrong_request_and_a_failure_have_different_exit_statuses():
    assert (KarnamehError.exit_status, RequestError.exit_status) == (1, 2)


def test_at_most_five_examples_are_shown_then_a_count():
    assert some(list("abc")) == "a, b, c"
    assert some(list("abcdefgh")) == "a, b, c, d, e and 3 more"
