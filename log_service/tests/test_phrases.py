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
            "admin@example.org a ouvert une session.",
            "admin@example.org logged in.",
        ),
        (
            {"action": "peindre", "module": "murs", "libelle": "", "objet_id": "7"},
            "admin@example.org a fait « peindre » sur « murs » « 7 ».",
            "admin@example.org did “peindre” to “murs” “7”.",
        ),
        (
            {"action": "modifier", "avant": {"nom": "a", "version": 1}, "apres": {"nom": "b", "version": 2}},
            "admin@example.org a modifié la pièce « PC-000001 Vis M8 » (nom).",
            "admin@example.org changed the part “PC-000001 Vis M8” (nom).",
        ),
        (
            {"action": "modifier", "avant": {"x": 0}, "apres": dict.fromkeys("abcdefg", 1)},
            "admin@example.org a modifié la pièce « PC-000001 Vis M8 » (a, b, c, d, e, et 2 autres).",
            "admin@example.org changed the part “PC-000001 Vis M8” (a, b, c, d, e, and 2 others).",
        ),
    ],
)
def test_who_did_what_to_what(changes, phrase, phrase_en):
    assert phrases(EXAMPLE | changes, "pieces_service") == (phrase, phrase_en)
