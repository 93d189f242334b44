import pytest

from commandes.identifiants import compacter, est_siret, est_tva_intracommunautaire


@pytest.mark.parametrize(
    "siret",
    ["73282932000074", "732 829 320 00074", "35600000000048", "35600000012300"],
)
def test_a_siret_with_the_right_key_is_taken(siret):
    assert est_siret(compacter(siret))


@pytest.mark.parametrize(
    "siret", ["73282932000075", "7328293200007", "732829320000740", "7328293200007A", "٧٣٢٨٢٩٣٢٠٠٠٠٧٤", ""]
)
def test_a_siret_with_a_wrong_key_or_form_is_not(siret):
    assert not est_siret(compacter(siret))


@pytest.mark.parametrize(
    "numero", ["FR40303265045", "fr 40 303 265 045", "DE136695976", "ATU13585627", "EL094259216"]
)
def test_a_vat_number_with_the_right_key_is_taken(numero):
    assert est_tva_intracommunautaire(compacter(numero))


@pytest.mark.parametrize(
    "numero",
    [
        "FR4030326504",
        "FRI0303265045",
        "DE12345678",
        "DE123456789",
        "FR41303265045",
        "US123456789",
        "40303265045",
        "F",
        "",
    ],
)
def test_a_vat_number_with_a_wrong_key_or_form_is_not(numero):
    assert not est_tva_intracommunautaire(compacter(numero))
