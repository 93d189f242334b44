"""The table of states and transitions, and the pictures of it that must stay true."""

from io import StringIO
from itertools import product
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from commandes import etats
from commandes.errors import TransitionInterdite
from commandes.etats import Action, Etat, Type
from commandes.models import HistoriqueCommande
from commandes.saga import annuler_commande, expedier_commande, valider_commande
from commandes.transitions import livrer_commande, preparer_commande
from tests.conftest import etat

REGLES = {
    Action.VALIDER: valider_commande,
    Action.PREPARER: preparer_commande,
    Action.EXPEDIER: expedier_commande,
    Action.LIVRER: livrer_commande,
    Action.ANNULER: annuler_commande,
}
CHEMINS = {
    Etat.BROUILLON: [],
    Etat.VALIDEE: [valider_commande],
    Etat.PREPAREE: [valider_commande, preparer_commande],
    Etat.EXPEDIEE: [valider_commande, expedier_commande],
    Etat.LIVREE: [valider_commande, expedier_commande, livrer_commande],
    Etat.ANNULEE: [annuler_commande],
}
OFFERTES = {
    (Etat.BROUILLON, Action.VALIDER): Etat.VALIDEE,
    (Etat.BROUILLON, Action.ANNULER): Etat.ANNULEE,
    (Etat.VALIDEE, Action.PREPARER): Etat.PREPAREE,
    (Etat.VALIDEE, Action.EXPEDIER): Etat.EXPEDIEE,
    (Etat.VALIDEE, Action.ANNULER): Etat.ANNULEE,
    (Etat.PREPAREE, Action.EXPEDIER): Etat.EXPEDIEE,
    (Etat.PREPAREE, Action.ANNULER): Etat.ANNULEE,
    (Etat.EXPEDIEE, Action.LIVRER): Etat.LIVREE,
}


@pytest.mark.django_db
@pytest.mark.parametrize(("depuis", "action"), list(product(CHEMINS, REGLES)), ids=str)
def test_a_sale_does_what_the_table_offers_and_nothing_else(depuis, action, vente, agir):
    commande = vente()
    for regle in CHEMINS[depuis]:
        agir(regle, commande)
    assert etat(commande) == depuis
    if (depuis, action) in OFFERTES:
        assert agir(REGLES[action], commande).etat == OFFERTES[depuis, action]
    else:
        with pytest.raises(TransitionInterdite) as refus:
            agir(REGLES[action], commande)
        assert refus.value.data == {"etat": depuis, "action": action}
        assert etat(commande) == depuis


@pytest.mark.django_db
@pytest.mark.parametrize("action", REGLES, ids=str)
def test_a_purchase_is_offered_no_transition_yet(action, achat, agir):
    commande = achat()
    with pytest.raises(TransitionInterdite):
        agir(REGLES[action], commande)
    assert etat(commande) == Etat.BROUILLON


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


def test_the_diagram_of_the_readme_is_the_table():
    out = StringIO()
    call_command("diagramme_etats", stdout=out)
    readme = (Path(__file__).parents[1] / "README.md").read_text()
    assert f"```mermaid\n{out.getvalue().strip()}\n```" in readme
