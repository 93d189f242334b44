import pytest

from catalogue.codes_barres import cle_de_controle, gtin_cherche


@pytest.mark.parametrize(
    ("chiffres", "cle"),
    [("400638133393", "1"), ("9638507", "4"), ("03600029145", "2"), ("000000000000", "0")],
)
def test_the_check_digit_is_that_of_gs1(chiffres, cle):
    assert cle_de_controle(chiffres) == cle


@pytest.mark.parametrize("code", ["", "abc", "4006381333932", "٤٠٠٦٣٨١٣٣٣٩٣١", " 96385074"])
def test_what_is_no_barcode_is_not_looked_for(code):
    assert gtin_cherche(code) is None
