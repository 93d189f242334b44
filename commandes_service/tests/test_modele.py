"""An order lives at random, next to the simplest model of it: what its line has, what the stock holds."""

from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from chassis.errors import DomainError
from chassis.identifiers import new_id
from commandes import saga
from commandes.avoirs import creer_avoir
from commandes.factures import Base, facturer_commande
from commandes.models import Commande, Facture
from commandes.saga import reprendre_etapes_en_suspens
from commandes.surveillance import verifier_commandes_surveillees
from commandes.transitions import livrer_commande, preparer_commande
from tests.autres_services import ProcessusTue
from tests.conftest import factures_coherentes, tout_est_coherent

PANNES = st.sampled_from([None] * 6 + ["avant", "apres", "en_vol", "tue_avant", "tue_apres"])
SEULS = ("valider", "preparer", "livrer", "solder", "annuler")
MOUVEMENTS = ("expedier", "recevoir", "retourner")
ACTES = [(action, None) for action in SEULS]
ACTES += [(action, Decimal(nombre)) for action in MOUVEMENTS for nombre in range(1, 5)]
PAR_LE_STOCK = {*MOUVEMENTS, "valider", "solder", "annuler"}
STOCK, VOULU = Decimal(6), Decimal(4)


class Modele:
    """What people would reckon on paper. `attend`: the act whose answer was lost."""

    def __init__(self, type):
        self.type, self.etat = type, "brouillon"
        self.expedie = self.recu = self.rendu = self.annule = self.facture = Decimal(0)
        self.libre = STOCK if type == "vente" else Decimal(0)  # neither reserved nor gone

    @property
    def reste(self):
        return VOULU - self.expedie - self.recu - self.annule

    def permet(self, action, nombre=None):
        """May it be done: by the state, by what remains, by what lies there."""
        vente = self.type == "vente"
        en_partie = self.etat in ("partiellement_expediee", "partiellement_recue")
        match action:
            case "valider":
                return self.etat == "brouillon" and (not vente or self.libre >= VOULU)
            case "preparer":
                return vente and self.etat == "validee"
            case "expedier":
                return vente and (self.etat in ("validee", "preparee") or en_partie) and nombre <= self.reste
            case "recevoir":
                return not vente and (self.etat == "validee" or en_partie) and nombre <= self.reste
            case "livrer":
                return vente and self.etat == "expediee"
            case "retourner":
                ici = self.expedie + self.recu - self.rendu
                return (
                    (self.etat in ("expediee", "livree", "recue") or en_partie)
                    and nombre <= ici
                    and (vente or nombre <= self.libre)
                )
            case "solder":
                return en_partie and self.facture <= self.expedie + self.recu - self.rendu
            case "annuler":
                return self.etat in ("brouillon", "validee", "preparee") and not self.facture
        raise AssertionError(action)

    def faire(self, action, nombre=None):
        vente = self.type == "vente"
        match action:
            case "valider":
                self.etat, self.libre = "validee", self.libre - VOULU * vente
            case "preparer":
                self.etat = "preparee"
            case "livrer":
                self.etat = "livree"
            case "expedier":
                self.expedie += nombre
                self.etat = "partiellement_expediee" if self.reste else "expediee"
            case "recevoir":
                self.recu, self.libre = self.recu + nombre, self.libre + nombre
                self.etat = "partiellement_recue" if self.reste else "recue"
            case "retourner":
                self.rendu, self.libre = self.rendu + nombre, self.libre + (nombre if vente else -nombre)
                tout = self.rendu == self.expedie + self.recu
                self.etat = "retournee" if tout and not self.etat.startswith("part") else self.etat
            case "solder" | "annuler":
                self.libre += self.reste * (vente and self.etat != "brouillon")
                self.annule += self.reste
                self.etat = "annulee" if action == "annuler" else "expediee" if vente else "recue"


class VieDeCommande(RuleBasedStateMachine):
    monde = None  # the fixtures, set by the test

    @initialize(
        type=st.sampled_from(["vente", "vente", "achat"]), valider=st.sampled_from([True, True, False])
    )
    def creer(self, type, valider):
        monde = self.monde
        self.debut = transaction.savepoint()
        self.autres = monde["autres"]
        self.autres.pannes, self.autres.en_vol = [], []
        stock = STOCK if type == "vente" else Decimal(0)
        details = [{"piece_id": monde["piece"](stock=stock), "quantite": VOULU}]
        self.commande = monde[type](details=details)
        self.detail_id = self.commande.details.get().id
        self.modele = Modele(type)
        if valider:  # most of what can happen happens to orders that are not drafts
            self._agir("valider", None)

    def teardown(self):
        """Each life leaves nothing to the next, which may be the same one again, to find the shortest."""
        if hasattr(self, "debut"):
            transaction.savepoint_rollback(self.debut)
            self.autres.reservations.clear()
            self.autres.mouvements.clear()

    def _agir(self, action, panne, nombre=None, **champs):
        """Do it here and on paper; a lost answer is driven on by the worker, as in life."""
        permis = self.modele.permet(action, nombre)
        if panne:
            self.autres.pannes = [panne]
        if nombre is not None:
            champs["lignes"] = [{"detail_id": self.detail_id, "quantite": nombre}]
        regle = {"preparer": preparer_commande, "livrer": livrer_commande}.get(action)
        regle = regle or getattr(saga, f"{action}_commande")
        try:
            regle(commande_id=self.commande.id, acteur=self.monde["acteur"], **champs)
        except (DomainError, ProcessusTue):
            pass  # whether it was done after all is seen below
        self.autres.pannes = []
        self.autres.arriver()
        for _ in range(2):
            reprendre_etapes_en_suspens()
        verifier_commandes_surveillees()
        if permis:
            self.modele.faire(action, nombre)

    @rule(data=st.data(), panne=PANNES, permis=st.sampled_from([True, True, True, False]))
    def agir(self, data, panne, permis):
        """Mostly what may be done now, sometimes what may not."""
        actes = [acte for acte in ACTES if self.modele.permet(*acte) == permis]
        if not actes:
            return
        action, nombre = data.draw(st.sampled_from(actes))
        place = {"emplacement_id": new_id()} if action in ("recevoir", "retourner") else {}
        self._agir(action, panne if action in PAR_LE_STOCK else None, nombre, **place)

    @rule(base=st.sampled_from(list(Base)))
    def facturer(self, base):
        m = self.modele
        du = m.expedie - m.rendu if base == Base.EXPEDIE else VOULU - m.annule - m.rendu
        nombre = du - m.facture
        permis = m.type == "vente" and m.etat not in ("brouillon", "annulee") and nombre > 0
        try:
            facturer_commande(commande_id=self.commande.id, acteur=self.monde["acteur"], base=base)
            assert permis
            m.facture += nombre
        except DomainError:
            assert not permis

    @rule()
    def crediter(self):
        facture = Facture.objects.filter(commande=self.commande, type="facture").order_by("rang").last()
        if facture is None:
            return
        try:
            avoir = creer_avoir(facture_id=facture.id, motif="x", acteur=self.monde["acteur"])
            self.modele.facture -= avoir.lignes.get().quantite
        except DomainError:
            assert facture.montant_credite == facture.total_ttc

    @invariant()
    def l_un_est_l_autre(self):
        if not hasattr(self, "modele"):
            return
        m, commande = self.modele, Commande.objects.get(pk=self.commande.pk)
        ligne = commande.details.get()
        reel = (ligne.quantite_expediee, ligne.quantite_recue, ligne.quantite_retournee)
        reel += (ligne.quantite_annulee, ligne.quantite_facturee)
        assert (commande.etat, *reel) == (m.etat, m.expedie, m.recu, m.rendu, m.annule, m.facture)
        assert self.autres.disponible(ligne.piece_id) == m.libre
        tout_est_coherent(self.autres)
        factures_coherentes()


@pytest.mark.django_db
def test_an_order_lives_as_its_model_whatever_the_stock_does(
    autres, piece, vente, achat, acteur, plus_tard, monkeypatch
):
    # The worker does not wait until a refused receiving can no longer arrive: nothing is in flight here.
    monkeypatch.setattr(saga, "DUREE_SURVEILLANCE", saga.DUREE_SURVEILLANCE * 0)
    VieDeCommande.monde = {
        "autres": autres,
        "piece": piece,
        "vente": vente,
        "achat": achat,
        "acteur": acteur,
    }
    run_state_machine_as_test(
        VieDeCommande,
        settings=settings(
            max_examples=30,
            stateful_step_count=15,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
