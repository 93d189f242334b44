"""The sentences people read in the audit log."""

import pytest

from chassis.testing.contracts import load
from journal.filtres_proposes import proposer_filtres
from journal.phrases import phrases
from tests.actes_ecrits import actes_ecrits

EXAMPLE = load("messages/logs.create")["example"]


@pytest.mark.parametrize(
    ("changes", "phrase", "phrase_en"),
    [
        (
            {},
            "admin@example.org a créé la pièce « PC-000001 Vis M8 ».",
            "admin@example.org created the part “PC-000001 Vis M8”.",
        ),
        (
            {
                "user_email": "",
                "user_id": None,
                "action": "expedier",
                "module": "commandes",
                "libelle": "CMD-1",
            },
            "Le service pieces_service a expédié la commande « CMD-1 ».",
            "Service pieces_service shipped the order “CMD-1”.",
        ),
        (
            {"user_email": "", "user_id": "42"},
            "L'utilisateur 42 a créé la pièce « PC-000001 Vis M8 ».",
            "User 42 created the part “PC-000001 Vis M8”.",
        ),
        (
            {"action": "connecter", "module": "utilisateurs"},
            "admin@example.org s'est connecté.",
            "admin@example.org logged in.",
        ),
        (
            {"action": "peindre", "module": "murs", "libelle": "", "objet_id": "7"},
            "admin@example.org a effectué l'action « peindre » sur l'objet « murs » « 7 ».",
            "admin@example.org performed the action “peindre” on the object “murs” “7”.",
        ),
        (
            {"action": "modifier", "avant": {"nom": "a", "version": 1}, "apres": {"nom": "b", "version": 2}},
            "admin@example.org a modifié la pièce « PC-000001 Vis M8 » (nom : a → b).",
            "admin@example.org changed the part “PC-000001 Vis M8” (name: a → b).",
        ),
        (
            {
                "action": "modifier",
                "avant": {"actif": True, "description": "", "prix_vente": None},
                "apres": {"actif": False, "description": "x" * 41, "prix_vente": "2.50"},
            },
            "admin@example.org a modifié la pièce « PC-000001 Vis M8 »"
            " (actif : oui → non, description, prix de vente : — → 2.50).",
            "admin@example.org changed the part “PC-000001 Vis M8”"
            " (active: yes → no, description, sale price: — → 2.50).",
        ),
        (
            {
                "action": "modifier",
                "module": "categories",
                "libelle": "Vis",
                "avant": {"parent": None},
                "apres": {"parent": "01930000-0000-7000-8000-000000000001"},
            },
            "admin@example.org a modifié la catégorie « Vis » (parent).",
            "admin@example.org changed the category “Vis” (parent).",
        ),
        (
            {"action": "modifier", "avant": {"x": 0}, "apres": dict.fromkeys("abcdefg", 1)},
            "admin@example.org a modifié la pièce « PC-000001 Vis M8 » (a, b, c, d, e et 3 autres).",
            "admin@example.org changed the part “PC-000001 Vis M8” (a, b, c, d, e and 3 others).",
        ),
        (
            {"action": "definir", "module": "seuils", "libelle": "PC-1 {x}"},
            "admin@example.org a défini les seuils de « PC-1 {x} ».",
            "admin@example.org set the thresholds of “PC-1 {x}”.",
        ),
        (
            {"action": "retirer", "module": "stocks", "libelle": "PC-1"},
            "admin@example.org a retiré la pièce « PC-1 » de la gestion du stock.",
            "admin@example.org took the part “PC-1” out of stock keeping.",
        ),
        (
            {"action": "restaurer", "module": "corbeille", "libelle": "PC-1"},
            "admin@example.org a sorti « PC-1 » de la corbeille.",
            "admin@example.org took “PC-1” out of the trash.",
        ),
    ],
)
def test_who_did_what_to_what(changes, phrase, phrase_en):
    assert phrases(EXAMPLE | changes, "pieces_service") == (phrase, phrase_en)


# Every pair that a service publishes; what is left to the words for unknown ones reads badly.
PUBLIEES = {
    "auth_service": {
        "roles": "creer modifier supprimer restaurer purger",
        "sessions": "fermer",
        "utilisateurs": "activer_second_facteur changer_adresse changer_mot_de_passe connecter creer"
        " demander_adresse deverrouiller inviter modifier purger renouveler_codes_secours restaurer"
        " retirer_second_facteur signaler_connexion supprimer",
    },
    "commandes_service": {
        "clients": "creer modifier supprimer restaurer purger",
        "commandes": "creer modifier valider preparer expedier livrer recevoir retourner solder annuler"
        " supprimer restaurer purger",
        "factures": "emettre emettre_avoir envoyer",
        "fournisseurs": "creer modifier supprimer restaurer purger",
        "paiements": "paiement_demande paiement_accepte paiement_refuse remboursement_demande"
        " remboursement_accepte remboursement_refuse",
    },
    "log_service": {
        "configuration": "modifier",
        "corbeille": "restaurer purger",
        "logs": "annoter masquer montrer exporter purger",
    },
    "notification_service": {
        "notifications": "lire envoyer",
        "preferences": "modifier",
        "webhooks": "creer modifier supprimer restaurer purger desactiver renouveler_secret tester rejouer",
    },
    "pieces_service": {
        "categories": "creer modifier supprimer restaurer purger",
        "imports": "creer appliquer annuler",
        "pieces": "creer modifier supprimer restaurer purger",
    },
    "stock_service": {
        "emplacements": "creer modifier supprimer restaurer purger",
        "inventaires": "ouvrir compter valider annuler",
        "mouvements": "creer",
        "reservations": "reserver liberer expirer",
        "seuils": "definir",
        "stocks": "retirer",
    },
}
# What the sources compute: the values it can have.
CALCULEES = {
    ("commandes_service", "etapes.py: action"): "valider expedier recevoir retourner solder annuler",
    ("commandes_service", "paiements.py: f'paiement_{paiement.etat}'"): "paiement_accepte paiement_refuse",
    ("commandes_service", "remboursements.py: f'remboursement_{remboursement.etat}'"): "remboursement_accepte"
    " remboursement_refuse",
    ("log_service", "corbeille.py: action"): "restaurer purger",
    ("pieces_service", "historique.py: action"): "creer modifier supprimer restaurer",
    ("stock_service", "reservations.py: ACTIONS[etat]"): "liberer expirer",
}
PAIRES = [
    (service, module, action)
    for service, modules in PUBLIEES.items()
    for module, actions in modules.items()
    for action in actions.split()
]


@pytest.mark.parametrize(("service", "module", "action"), PAIRES)
def test_every_act_of_a_service_has_words_of_its_own(service, module, action):
    for phrase in phrases(EXAMPLE | {"module": module, "action": action, "avant": None}, service):
        assert f"“{action}”" not in phrase and f"« {action} »" not in phrase, phrase
        assert "{" not in phrase and "_" not in phrase, phrase
        assert phrase.startswith("admin@example.org ") and phrase.endswith(".")


@pytest.mark.parametrize("service", PUBLIEES)
def test_that_list_is_what_the_service_writes(service):
    """Both ways: an act added to a service has no words yet, one that is gone needs none."""
    publiees = {action for publiant, _, action in PAIRES if publiant == service}
    ecrites = set()
    for action in actes_ecrits(service):
        ecrites |= set(CALCULEES[service, action].split()) if ": " in action else {action}
    assert ecrites == publiees


@pytest.mark.django_db
@pytest.mark.parametrize("action", sorted({action for _, _, action in PAIRES}))
def test_the_filter_shows_words_for_every_act(consigner, action):
    consigner(action=action)
    [propose] = proposer_filtres().actions
    assert propose.code == action
    for mots in (propose.fr, propose.en):
        assert mots != action and "_" not in mots
    assert propose.fr != propose.en
