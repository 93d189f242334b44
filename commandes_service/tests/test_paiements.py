"""Payments and refunds, by whatever means, and whatever the card processor does."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from chassis.identifiers import new_id
from chassis.models import IdempotencyKey
from commandes import jobs, paiements, processeur_simule, remboursements
from commandes.avoirs import creer_avoir
from commandes.factures import Base, facturer_commande
from commandes.models import Facture, Paiement, Remboursement, TransactionSimulee
from commandes.paiements import encaisser_paiement
from commandes.processeur import Carte
from commandes.saga import valider_commande
from tests.autres_services import ProcessusTue
from tests.conftest import factures_coherentes, messages

pytestmark = pytest.mark.django_db

URL = "/api/paiements/"
ACCEPTEE, REFUSEE, SANS_PROVISION = "4242424242424242", "4000000000000002", "4000000000009995"
EXPIREE, JAMAIS_RECUE = "4000000000000069", "4000000000000119"
TARDIVE_ACCEPTEE, TARDIVE_REFUSEE = "4000000000000259", "4000000000000267"


@pytest.fixture
def http_(api):
    return api("paiements.lire", "paiements.gerer", "factures.lire")


@pytest.fixture
def facture(vente, agir, acteur):
    """Of 120.00."""
    commande = vente(quantite=10)
    agir(valider_commande, commande)
    return facturer_commande(commande_id=commande.id, acteur=acteur, base=Base.TOTALITE)


@pytest.fixture
def payer(http_, facture):
    def post(montant, moyen="virement", cle=None, carte=None, **corps):
        if isinstance(carte, dict):
            corps["carte"] = carte
        elif carte:
            moyen = "carte"
            corps["carte"] = {"numero": carte, "expiration": "12/35", "cryptogramme": "123"}
        corps = {"facture_id": str(facture.id), "montant": montant, "moyen": moyen} | corps
        return http_.post(URL, corps, headers={"Idempotency-Key": cle} if cle else {})

    return post


@pytest.fixture
def bientot(monkeypatch):
    """As if the seconds had passed after which the worker asks the processor, and the processor knows."""
    monkeypatch.setattr(paiements, "EN_SUSPENS_APRES", timedelta(0))
    monkeypatch.setattr(remboursements, "EN_SUSPENS_APRES", timedelta(0))

    def passer():
        TransactionSimulee.objects.update(connue_le="2026-01-01T00:00Z")

    return passer


def de(http_, facture) -> tuple[str, str, str]:
    corps = http_.get(f"/api/factures/{facture.id}/").json()
    return corps["etat"], corps["montant_paye"], corps["reste_du"]


# --- cash, transfers, cheques -----------------------------------------------------------------------


@pytest.mark.parametrize("moyen", ["virement", "especes", "cheque"])
def test_an_invoice_is_paid_in_parts(moyen, payer, http_, facture):
    answer = payer("50.00", moyen, reference="VIR-1")
    assert answer.status_code == 201
    paiement = answer.json()
    assert (paiement["etat"], paiement["moyen"], paiement["reference"]) == ("accepte", moyen, "VIR-1")
    assert paiement["facture_numero"] == facture.numero
    assert de(http_, facture) == ("partiellement_payee", "50.00", "70.00")
    payer("70.00", moyen)
    assert de(http_, facture) == ("payee", "120.00", "0.00")
    assert http_.get(f"{URL}{paiement['id']}/").json() == paiement
    factures_coherentes()


def test_more_than_is_due_is_refused_with_what_is_due(payer, http_, facture):
    payer("100.00")
    answer = payer("20.01")
    assert (answer.status_code, answer.json()["code"]) == (409, "montant_excessif")
    assert (answer.json()["reste_du"], answer.json()["en_attente"]) == ("20.00", "0.00")
    assert de(http_, facture)[1] == "100.00"


def test_what_was_credited_is_not_due_any_more(payer, facture, acteur):
    lignes = [{"ligne_id": facture.lignes.get().id, "quantite": Decimal(4)}]
    creer_avoir(facture_id=facture.id, motif="x", acteur=acteur, lignes=lignes)
    assert payer("72.01").json()["reste_du"] == "72.00"
    assert payer("72.00").status_code == 201


def test_a_credited_invoice_and_a_credit_note_are_not_paid(payer, facture, acteur, http_):
    avoir = creer_avoir(facture_id=facture.id, motif="x", acteur=acteur)
    assert payer("1.00").json()["code"] == "facture_annulee"
    assert payer("1.00", facture_id=str(avoir.id)).json()["code"] == "paiement_sur_avoir"
    assert payer("1.00", facture_id=str(new_id())).json()["code"] == "facture_inconnue"


def test_a_credit_after_the_payment_is_too_much_paid_until_it_is_refunded(payer, facture, acteur, http_):
    paiement = payer("120.00").json()
    lignes = [{"ligne_id": facture.lignes.get().id, "quantite": Decimal(4)}]
    creer_avoir(facture_id=facture.id, motif="x", acteur=acteur, lignes=lignes)
    corps = http_.get(f"/api/factures/{facture.id}/").json()
    assert (corps["trop_percu"], corps["reste_du"], corps["etat"]) == ("48.00", "0.00", "payee")
    http_.post(f"{URL}{paiement['id']}/rembourser/", {"montant": "48.00", "motif": "Avoir"})
    corps = http_.get(f"/api/factures/{facture.id}/").json()
    assert (corps["trop_percu"], corps["reste_du"], corps["etat"]) == ("0.00", "0.00", "payee")
    factures_coherentes()


@pytest.mark.parametrize(
    ("champs", "nom"),
    [
        ({"montant": "0"}, "montant"),
        ({"montant": "-1"}, "montant"),
        ({"montant": "1.001"}, "montant"),
        ({"montant": "1e400"}, "montant"),
        ({"montant": "NaN"}, "montant"),
        ({"moyen": "troc"}, "moyen"),
        ({"moyen": "carte"}, "carte"),
        ({"carte": {"numero": ACCEPTEE, "expiration": "12/35", "cryptogramme": "123"}}, "carte"),
        ({"facture_id": "x"}, "facture_id"),
        ({"recu_le": "2999-01-01"}, "recu_le"),
        ({"recu_le": "0001-01-01"}, "recu_le"),
        ({"reference": "x" * 101}, "reference"),
        ({"etat": "accepte"}, "etat"),
    ],
    ids=str,
)
def test_a_bad_field_is_a_400_that_names_it(champs, nom, payer):
    corps = {"montant": "1.00", "moyen": "virement"} | champs
    answer = payer(**corps)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [nom])


# --- cards ------------------------------------------------------------------------------------------


def test_a_card_is_accepted_and_only_its_last_digits_are_kept(payer, http_, facture):
    paiement = payer("120.00", carte="4242 4242 4242 4242").json()
    assert (paiement["etat"], paiement["carte_fin"]) == ("accepte", "4242")
    assert de(http_, facture)[0] == "payee"
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{ACCEPTEE}%"])
            assert cursor.fetchone() == (0,), table


@pytest.mark.parametrize(
    ("numero", "raison"),
    [
        (REFUSEE, "carte_refusee"),
        (SANS_PROVISION, "provision_insuffisante"),
        (EXPIREE, "carte_expiree"),
        ("4111111111111111", "carte_inconnue"),
    ],
)
def test_a_declined_card_is_a_409_with_the_reason_and_nothing_is_paid(numero, raison, payer, http_, facture):
    answer = payer("120.00", carte=numero)
    assert (answer.status_code, answer.json()["code"]) == (409, "paiement_refuse")
    assert answer.json()["raison"] == raison
    essai = http_.get(f"{URL}{answer.json()['paiement_id']}/").json()
    assert (essai["etat"], essai["raison"]) == ("refuse", raison)
    assert de(http_, facture) == ("emise", "0.00", "120.00")
    assert payer("120.00", carte=ACCEPTEE).status_code == 201
    factures_coherentes()


@pytest.mark.parametrize(
    "champs", [{"numero": "4242424242424241"}, {"expiration": "01/20"}, {"cryptogramme": "1"}]
)
def test_a_card_that_cannot_be_is_a_400(champs, http_, facture):
    carte = {"numero": ACCEPTEE, "expiration": "12/35", "cryptogramme": "123"} | champs
    corps = {"facture_id": str(facture.id), "montant": "1.00", "moyen": "carte", "carte": carte}
    answer = http_.post(URL, corps)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [f"carte.{next(iter(champs))}"])


@pytest.mark.parametrize(
    ("numero", "fin", "etat"),
    [(TARDIVE_ACCEPTEE, "accepte", "payee"), (TARDIVE_REFUSEE, "refuse", "emise")],
)
def test_a_late_answer_is_settled_by_the_worker(numero, fin, etat, payer, http_, facture, bientot):
    answer = payer("120.00", carte=numero)
    assert (answer.status_code, answer.json()["etat"]) == (201, "en_attente")
    assert payer("0.01").json()["en_attente"] == "120.00"  # meanwhile nobody else pays it
    jobs.regler_les_paiements_en_suspens()
    assert http_.get(f"{URL}{answer.json()['id']}/").json()["etat"] == "en_attente"
    bientot()
    jobs.regler_les_paiements_en_suspens()
    assert http_.get(f"{URL}{answer.json()['id']}/").json()["etat"] == fin
    assert de(http_, facture)[0] == etat
    factures_coherentes()


def test_a_payment_the_processor_never_heard_of_is_given_up(payer, http_, facture, bientot, monkeypatch):
    paiement = payer("120.00", carte=JAMAIS_RECUE).json()
    jobs.regler_les_paiements_en_suspens()
    assert http_.get(f"{URL}{paiement['id']}/").json()["etat"] == "en_attente"
    monkeypatch.setattr(paiements, "ABANDON_APRES", timedelta(0))
    jobs.regler_les_paiements_en_suspens()
    fini = http_.get(f"{URL}{paiement['id']}/").json()
    assert (fini["etat"], fini["raison"]) == ("refuse", "sans_reponse")
    tard = processeur_simule.ProcesseurSimule().debiter(
        cle=paiement["id"], montant=Decimal(120), carte=Carte(ACCEPTEE, "12/35", "123")
    )
    assert not tard.acceptee  # what still arrives with that key takes no money
    factures_coherentes()


@pytest.mark.parametrize("moment", ["payer.intention", "payer.reponse"])
def test_a_process_that_dies_in_a_card_payment_neither_loses_nor_doubles_it(
    moment, payer, http_, facture, bientot, monkeypatch, acteur
):
    def mourir(nom):
        if nom == moment:
            raise ProcessusTue()

    appel = {
        "facture_id": facture.id,
        "montant": Decimal(120),
        "moyen": "carte",
        "carte": Carte(ACCEPTEE, "12/35", "123"),
        "cle": "cle-1",
        "acteur": acteur,
    }
    with monkeypatch.context() as patch:
        patch.setattr(paiements, "point", mourir)
        with pytest.raises(ProcessusTue):
            encaisser_paiement(**appel)
    assert encaisser_paiement(**appel).etat == "en_attente"  # asked again with its key: the same payment
    monkeypatch.setattr(paiements, "ABANDON_APRES", timedelta(0))
    jobs.regler_les_paiements_en_suspens()
    attendu = {"payer.intention": "refuse", "payer.reponse": "accepte"}[moment]
    assert Paiement.objects.get().etat == attendu
    factures_coherentes()


def test_the_same_key_is_the_same_payment(payer, http_, facture):
    answers = [payer("50.00", cle="cle-1") for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    refus = [payer("50.00", carte=REFUSEE, cle="cle-2") for _ in range(2)]
    assert {r.json()["paiement_id"] for r in refus} == {refus[0].json()["paiement_id"]}
    assert Paiement.objects.count() == 2


@pytest.mark.parametrize(
    "autre",
    [{"montant": "20.00"}, {"moyen": "especes"}, {"reference": "VIR 2"}, {"recu_le": "2026-01-02"}],
    ids=str,
)
def test_a_key_that_was_of_another_payment_is_refused_also_when_its_answer_is_forgotten(payer, autre):
    payer("50.00", cle="cle-1")
    IdempotencyKey.objects.all().delete()
    answer = payer(**({"montant": "50.00"} | autre), cle="cle-1")
    assert (answer.status_code, answer.json()["code"]) == (422, "cle_reutilisee")
    assert payer("50.00", cle="cle-1").status_code == 201
    assert Paiement.objects.count() == 1


def test_the_key_of_a_declined_card_is_not_another_card_s(payer):
    assert payer("50.00", carte=REFUSEE, cle="cle-1").json()["code"] == "paiement_refuse"
    answer = payer("50.00", carte=ACCEPTEE, cle="cle-1")
    assert (answer.status_code, answer.json()["code"]) == (422, "cle_reutilisee")
    assert payer("50.00", carte=ACCEPTEE, cle="cle-2").status_code == 201


def test_a_payment_of_an_earlier_day_is_the_same_when_it_is_asked_for_again(payer):
    corps = {"recu_le": "2026-01-02", "reference": "VIR 1", "cle": "cle-1"}
    first = payer("50.00", **corps).json()
    IdempotencyKey.objects.all().delete()
    assert payer("50.00", **corps).json() == first
    assert payer("50.00", **corps | {"recu_le": "2026-01-03"}).json()["code"] == "cle_reutilisee"


def test_a_key_that_was_of_another_refund_is_refused(payer, http_):
    un = payer("50.00").json()
    adresse, cle = f"{URL}{un['id']}/rembourser/", {"Idempotency-Key": "cle-r"}
    http_.post(adresse, {"montant": "10.00", "motif": "x"}, headers=cle)
    IdempotencyKey.objects.all().delete()
    answer = http_.post(adresse, {"montant": "5.00", "motif": "x"}, headers=cle)
    assert (answer.status_code, answer.json()["code"]) == (422, "cle_reutilisee")
    assert Remboursement.objects.get().montant == 10


def test_what_was_paid_cannot_be_changed(payer):
    payer("50.00")
    for champs in ({"montant": 1}, {"facture_id": new_id()}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Paiement.objects.update(**champs)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Paiement.objects.all()._raw_delete(Paiement.objects.db)


def test_the_test_numbers_are_told(http_):
    numeros = http_.get(f"{URL}cartes-de-test/").json()["results"]
    assert {n["numero"]: n["issue"] for n in numeros}[SANS_PROVISION] == "provision_insuffisante"


def test_each_act_is_told_to_the_audit_log_without_the_card(payer):
    payer("20.00", carte=ACCEPTEE)
    payer("20.00")
    entrees = [e for e in messages("logs", "create") if e["module"] == "paiements"]
    assert [e["action"] for e in entrees] == ["paiement_demande", "paiement_accepte", "paiement_accepte"]
    assert {e["user_email"] for e in entrees} == {"test@example.org"}


# --- refunds ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("moyen", ["virement", "carte"])
def test_a_payment_is_refunded_in_parts_never_more_than_it_was(moyen, payer, http_, facture):
    paiement = payer("100.00", carte=ACCEPTEE if moyen == "carte" else None).json()

    def rembourser(**corps):
        return http_.post(f"{URL}{paiement['id']}/rembourser/", {"motif": "Geste"} | corps)

    rendu = rembourser(montant="30.00").json()
    assert (rendu["montant_rembourse"], rendu["remboursable"]) == ("30.00", "70.00")
    assert [(r["montant"], r["etat"], r["motif"]) for r in rendu["remboursements"]] == [
        ("30.00", "accepte", "Geste")
    ]
    assert de(http_, facture) == ("partiellement_payee", "70.00", "50.00")
    answer = rembourser(montant="70.01")
    assert (answer.status_code, answer.json()["code"]) == (409, "remboursement_excessif")
    assert answer.json()["remboursable"] == "70.00"
    assert rembourser().json()["remboursable"] == "0.00"
    assert rembourser().json()["code"] == "remboursement_excessif"
    assert de(http_, facture) == ("emise", "0.00", "120.00")
    factures_coherentes()


def test_only_an_accepted_payment_is_refunded(payer, http_):
    refuse = payer("10.00", carte=REFUSEE).json()["paiement_id"]
    answer = http_.post(f"{URL}{refuse}/rembourser/", {"motif": "x"})
    assert (answer.status_code, answer.json()["code"]) == (409, "paiement_non_remboursable")
    assert http_.post(f"{URL}{new_id()}/rembourser/", {"motif": "x"}).json()["code"] == "paiement_inconnu"


@pytest.mark.parametrize("moment", ["rembourser.intention", "rembourser.reponse"])
def test_a_process_that_dies_in_a_refund_gives_back_once(
    moment, payer, http_, facture, bientot, monkeypatch, acteur
):
    paiement = payer("100.00", carte=ACCEPTEE).json()

    def mourir(nom):
        if nom == moment:
            raise ProcessusTue()

    with monkeypatch.context() as patch:
        patch.setattr(remboursements, "point", mourir)
        with pytest.raises(ProcessusTue):
            remboursements.rembourser_paiement(
                paiement_id=paiement["id"], montant=Decimal(40), motif="x", acteur=acteur, cle="c"
            )
    jobs.regler_les_paiements_en_suspens()
    remboursements.rembourser_paiement(
        paiement_id=paiement["id"], montant=Decimal(40), motif="x", acteur=acteur, cle="c"
    )
    assert Facture.objects.get(pk=facture.pk).montant_paye == 60
    assert TransactionSimulee.objects.count() == 2
    factures_coherentes()


def test_a_refused_refund_leaves_the_payment_as_it_was(payer, http_, facture, monkeypatch):
    paiement = payer("100.00", carte=ACCEPTEE).json()
    refus = processeur_simule.Reponse(False, "t", "compte_clos")
    monkeypatch.setattr(processeur_simule.ProcesseurSimule, "rembourser", lambda self, **options: refus)
    answer = http_.post(f"{URL}{paiement['id']}/rembourser/", {"motif": "x"})
    assert (answer.status_code, answer.json()["code"]) == (409, "remboursement_refuse")
    assert http_.get(f"{URL}{paiement['id']}/").json()["remboursable"] == "100.00"
    factures_coherentes()
