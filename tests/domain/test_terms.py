import pytest

from helpers.delivery.faults import FAULTS
from helpers.domain.codelists import BREAKDOWNS
from helpers.domain.deliveries import CLEANED
from helpers.domain.structure import CONF_STATUS, NOTES, OBS_STATUS, STATISTICS
from helpers.domain.terms import UnknownTermError, read_terms
from helpers.register.schema import TABLES


def test_every_statistic_is_named_and_defined_in_both_languages(settings):
    for code, statistic in STATISTICS.items():
        term = settings.terms["statistic", code]
        assert term.definition_fa and term.definition_en, code
        assert settings.terms.text("unit", statistic.unit, "fa")


def test_every_category_of_every_breakdown_has_a_word(settings):
    for breakdown, categories in BREAKDOWNS.items():
        assert settings.terms["breakdown", breakdown].text("en")
        for category in categories:
            assert settings.terms[breakdown, category].text("fa"), (breakdown, category)


def test_every_status_and_note_has_a_word(settings):
    wanted = [("note", code) for code in NOTES]
    wanted += [("obs_status", code) for code in OBS_STATUS.values()]
    wanted += [("conf_status", code) for code in CONF_STATUS.values()]
    assert all(settings.terms[key].text("fa") for key in wanted)


def test_whatever_deliveries_are_told_of_has_a_word(settings):
    wanted = [("table", name) for name in TABLES] + [("cleaned", kind) for kind in CLEANED]
    wanted += [("warning", kind.code) for kind in FAULTS.values() if not kind.is_error]
    assert all(settings.terms[key].text("fa") for key in wanted)


def test_persian_words_hold_no_arabic_letters(settings):
    for term in settings.terms:
        assert not set("يكىة") & set(term.fa + term.definition_fa), term.code


def test_a_word_that_is_missing_is_named(settings):
    with pytest.raises(UnknownTermError, match="no unit 'camels'"):
        settings.terms["unit", "camels"]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("unit,files,پرونده,files,,\nunit,files,پرونده,files,,\n", "stands twice"),
        ("unit,files,,files,,\n", "both languages"),
        ("unit,files,پرونده,files,تعریف,\n", "both languages"),
    ],
)
def test_a_faulty_table_is_refused(tmp_path, rows, fault):
    path = tmp_path / "terms.csv"
    path.write_text("kind,code,fa,en,definition_fa,definition_en\n" + rows, encoding="utf-8")
    with pytest.raises(ValueError, match=fault):
        read_terms(path)
