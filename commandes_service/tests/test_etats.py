"""The table of states and transitions, and the pictures of it that must stay true."""

from decimal import Decimal
from io import StringIO
from itertools import product
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from chassis.identifiers import new_id
from commandes import etats
from commandes.errors import TransitionInterdite
from commandes.etats import Action, Etat, Type
from commandes.models import Commande, HistoriqueCommande
from commandes.saga import (
    annuler_commande,
    expedier_commande,
    recevoir_commande,
    retourner_commande,
    solder_commande,
    valider_commande,
)
from commandes.transitions import livrer_commande, preparer_commande
from tests.conftest import etat, tout_est_coherent


def recevoir(*, commande_id, acteur):
    return recevoir_commande(commande_id=commande_id, acteur=acteur, emplacement_id=new_id())


def recevoir_un(*, commande_id, acteur):
    lignes = [{"detail_id": Commande.objects.get(pk=commande_id).details.get().id, "quantite": Decimal(1)}]
    return recevoir_commande(commande_id=commande_id, acteur=acteur, emplacement_id=new_id(), lignes=lignes)


def expedier_un(*, commande_id, acteur):
    lignes = [{"detail_id": Commande.objects.get(pk=commande_id).details.get().id, "quantite": Decimal(1)}]
    return expedier_commande(commande_id=commande_id, acteur=acteur, lignes=lignes)


def retourner_un(*, commande_id, acteur):
    lignes = [{"detail_id": Commande.objects.get(pk=commande_id).details.get().id, "quantite": Decimal(1)}]
    return retourner_commande(commande_id=commande_id, acteur=acteur, emplacement_id=new_id(), lignes=lignes)


E, A = Etat, Action
REGLES = {
    A.VALIDER: valider_commande,
    A.PREPARER: preparer_commande,
    A.EXPEDIER: expedier_commande,
    A.LIVRER: livrer_commande,
    A.RECEVOIR: recevoir,
    A.RETOURNER: retourner_un,
    A.SOLDER: solder_commande,
    A.ANNULER: annuler_commande,
}
# How an order of two pieces gets there.
CHEMINS = {
    ("vente", E.BROUILLON): [],
    ("vente", E.VALIDEE): [valider_commande],
    ("vente", E.PREPAREE): [valider_commande, preparer_commande],
    ("vente", E.PARTIELLEMENT_EXPEDIEE): [valider_commande, expedier_un],
    ("vente", E.EXPEDIEE): [valider_commande, expedier_commande],
    ("vente", E.LIVREE): [valider_commande, expedier_commande, livrer_commande],
    ("vente", E.RETOURNEE): [valider_commande, expedier_commande, retourner_un, retourner_un],
    ("vente", E.ANNULEE): [annuler_commande],
    ("achat", E.BROUILLON): [],
    ("achat", E.VALIDEE): [valider_commande],
    ("achat", E.PARTIELLEMENT_RECUE): [valider_commande, recevoir_un],
    ("achat", E.RECUE): [valider_commande, recevoir],
    ("achat", E.RETOURNEE): [valider_commande, recevoir, retourner_un, retourner_un],
    ("achat", E.ANNULEE): [annuler_commande],
}
# What the table offers there, and where it leads (a return takes back one of the two).
OFFERTES = {
    ("vente", E.BROUILLON): {A.VALIDER: E.VALIDEE, A.ANNULER: E.ANNULEE},
    ("vente", E.VALIDEE): {A.PREPARER: E.PREPAREE, A.EXPEDIER: E.EXPEDIEE, A.ANNULER: E.ANNULEE},
    ("vente", E.PREPAREE): {A.EXPEDIER: E.EXPEDIEE, A.ANNULER: E.ANNULEE},
    ("vente", E.PARTIELLEMENT_EXPEDIEE): {
        A.EXPEDIER: E.EXPEDIEE,
        A.SOLDER: E.EXPEDIEE,
        A.RETOURNER: E.PARTIELLEMENT_EXPEDIEE,
    },
    ("vente", E.EXPEDIEE): {A.LIVRER: E.LIVREE, A.RETOURNER: E.EXPEDIEE},
    ("vente", E.LIVREE): {A.RETOURNER: E.LIVREE},
    ("achat", E.BROUILLON): {A.VALIDER: E.VALIDEE, A.ANNULER: E.ANNULEE},
    ("achat", E.VALIDEE): {A.RECEVOIR: E.RECUE, A.ANNULER: E.ANNULEE},
    ("achat", E.PARTIELLEMENT_RECUE): {
        A.RECEVOIR: E.RECUE,
        A.SOLDER: E.RECUE,
        A.RETOURNER: E.PARTIELLEMENT_RECUE,
    },
    ("achat", E.RECUE): {A.RETOURNER: E.RECUE},
}


@pytest.mark.django_db
@pytest.mark.parametrize(("depuis", "action"), list(product(CHEMINS, REGLES)), ids=str)
def test_an_order_does_what_the_table_offers_and_nothing_else(depuis, action, vente, achat, agir, autres):
    commande = {"vente": vente, "achat": achat}[depuis[0]](quantite=2)
    for regle in CHEMINS[depuis]:
        agir(regle, commande)
    assert etat(commande) == depuis[1]
    permises = OFFERTES.get(depuis, {})
    assert etats.actions_permises(*depuis) == [a.value for a in Action if a in permises]
    if action in permises:
        assert agir(REGLES[action], commande).etat == permises[action]
    else:
        with pytest.raises(TransitionInterdite) as refus:
            agir(REGLES[action], commande)
        assert refus.value.data == {"etat": depuis[1], "action": action}
        assert etat(commande) == depuis[1]
    tout_est_coherent(autres)


@pytest.mark.parametrize("en_cours", sorted(etats.EN_COURS))
def test_a_state_that_waits_for_the_stock_offers_nothing_but_its_own_action(en_cours):
    for action in REGLES:
        with pytest.raises(TransitionInterdite):
            etats.transition(Type.VENTE, en_cours, action)


@pytest.mark.django_db
def test_the_database_refuses_a_step_that_is_not_in_the_table(vente):
    with pytest.raises(IntegrityError, match="historique_pas_permis"):
        HistoriqueCommande.objects.create(
            commande=vente(), etat_avant="brouillon", etat_apres="livree", action="livrer"
        )


def test_the_page_of_the_docs_is_the_table():
    out = StringIO()
    call_command("diagramme_etats", stdout=out)
    page = Path(__file__).parents[2] / "docs" / "commandes-etats.md"
    assert out.getvalue() == page.read_text()
