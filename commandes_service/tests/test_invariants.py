"""The checker sees what it is there for, each time one thing is broken by hand."""

from datetime import timedelta
from io import StringIO

import orjson
import pytest
from django.core.management import call_command
from django.utils import timezone

from commandes.errors import StockSansReponse
from commandes.invariants import ATTENTE_MAX
from commandes.models import Commande, HistoriqueCommande
from commandes.saga import annuler_commande, expedier_commande, valider_commande
from commandes.transitions import preparer_commande

pytestmark = pytest.mark.django_db


def verifier(capsys) -> str:
    """What `manage.py verifier` prints; BROKEN lines with exit code 1, or none."""
    try:
        call_command("verifier")
    except SystemExit as stop:
        assert stop.code == 1
        return capsys.readouterr().out
    out = capsys.readouterr().out
    assert "BROKEN" not in out
    return ""


@pytest.fixture
def validee(vente, agir):
    commande = vente()
    agir(valider_commande, commande)
    return commande


def test_orders_as_the_rules_make_them_break_nothing(validee, vente, achat, agir, capsys):
    achat()
    agir(annuler_commande, vente())
    agir(expedier_commande, validee)
    assert verifier(capsys) == ""


def test_a_state_without_its_history_is_seen(validee, capsys):
    Commande.objects.update(etat="preparee")
    assert "every order's history is legal" in verifier(capsys)


def test_a_gap_in_a_history_is_seen(validee, agir, capsys):
    agir(preparer_commande, validee)
    HistoriqueCommande.objects.filter(etat_apres="validee").delete()
    assert "every order's history is legal" in verifier(capsys)


def test_an_order_without_a_history_is_seen(vente, capsys):
    vente()
    HistoriqueCommande.objects.all().delete()
    assert "every order's history is legal" in verifier(capsys)


def test_a_step_that_the_type_does_not_have_is_seen(achat, capsys):
    commande = achat()
    HistoriqueCommande.objects.create(
        commande=commande, etat_avant="validee", etat_apres="preparee", action="preparer"
    )
    HistoriqueCommande.objects.filter(action="creer").delete()
    Commande.objects.update(etat="preparee")
    assert "every order's history is legal" in verifier(capsys)


@pytest.mark.parametrize("change", [{"total_ht": 11, "total_ttc": 13}, {"total_tva": 3, "total_ttc": 13}])
def test_totals_that_are_not_those_of_the_lines_are_seen(vente, capsys, change):
    vente()
    Commande.objects.update(**change)
    assert "totals of every order" in verifier(capsys)


def test_an_order_that_waits_too_long_for_the_stock_is_seen(vente, agir, autres, capsys):
    commande = vente()
    autres.pannes = ["avant"]
    with pytest.raises(StockSansReponse):
        agir(valider_commande, commande)
    assert verifier(capsys) == ""
    HistoriqueCommande.objects.update(cree_le=timezone.now() - timedelta(seconds=ATTENTE_MAX + 1))
    assert "no order waits" in verifier(capsys)


def test_a_release_that_nobody_will_confirm_is_seen(vente, capsys):
    vente()
    Commande.objects.update(liberation_cle="cle")
    assert "a release that is not confirmed" in verifier(capsys)


def test_living_orders_are_printed_one_a_line(validee, vente, agir, autres):
    vente()
    agir(annuler_commande, vente())
    en_suspens = vente()
    autres.pannes = ["avant"]
    with pytest.raises(StockSansReponse):
        agir(valider_commande, en_suspens)
    out = StringIO()
    call_command("commandes_vivantes", stdout=out)
    assert [orjson.loads(line) for line in out.getvalue().splitlines()] == [
        {"id": str(validee.id), "reference": validee.reference, "etat": "validee"},
        {"id": str(en_suspens.id), "reference": en_suspens.reference, "etat": "validation_en_cours"},
    ]
