import pytest

from helpers.domain.areas import UnknownAreaError, read_areas


def test_the_province_comes_first_and_its_counties_follow(settings):
    areas = settings.areas
    assert areas.codes[0] == areas.province.code == settings.configuration.province.code
    assert len(areas) == 9
    assert all(county.parent == areas.province.code for county in areas.counties)


def test_the_census_of_the_counties_adds_up_to_the_province(settings):
    counties = sum(county.population[1395] for county in settings.areas.counties)
    assert counties == settings.areas.province.population[1395] == 1_057_461


@pytest.mark.parametrize("text", ["abhar", "ابهر", "شهرستان ابهر", " Abhar", "ابهر\u200f", "ABHAR"])
def test_a_county_is_known_by_code_and_by_name_in_either_language(settings, text):
    assert settings.areas.county_named(text).code == "abhar"


@pytest.mark.parametrize("text", ["", "اهر", "abhar2", "استان زنجان"])
def test_what_is_no_county_is_not_guessed(settings, text):
    assert settings.areas.county_named(text) is None


def test_the_county_of_the_same_name_as_the_province_is_the_county(settings):
    assert settings.areas.county_named("زنجان").level == "county"


def test_an_unknown_area_comes_with_the_nearest_known_ones(settings):
    with pytest.raises(UnknownAreaError) as caught:
        settings.areas["abhaar"]
    assert caught.value.nearest[0] == "abhar"


def test_an_unknown_province_is_refused(settings):
    with pytest.raises(UnknownAreaError):
        read_areas(settings.reference / "areas.csv", "nowhere")
