"""The sentences people read in the audit log."""

import pytest

from chassis.testing.contracts import load
from journal.phrases import phrases

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
