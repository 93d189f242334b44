"""The story at the top of the Postman collection: one part from the catalogue to the paid invoice.

A step keeps what the next ones need (`keep`: variable -> where in the answer) and says what must be in the
answer (`expect`: where -> the value). Each run makes things of its own: {{run}} is new every time.
"""

from dataclasses import dataclass, field
from typing import Any

LOGIN = "/api/auth/login/"
CREDENTIALS = {"email": "{{email}}", "password": "{{password}}"}
MOVED = {"piece_id": "{{piece_id}}", "emplacement_id": "{{emplacement_id}}"}


@dataclass(frozen=True)
class Step:
    name: str
    method: str
    path: str  # with {{variables}}
    body: Any = None
    status: int = 200
    expect: dict[str, Any] = field(default_factory=dict)
    keep: dict[str, str] = field(default_factory=dict)
    # what is told by message arrives a moment later: asked again until this part of the answer is there
    until: str = ""


STORY = (
    Step(
        "Log in",
        "POST",
        LOGIN,
        CREDENTIALS,
        expect={"user.email": "{{email}}"},
        keep={"access": "access", "refresh": "refresh"},
    ),
    Step(
        "Create a category",
        "POST",
        "/api/pieces/categories/",
        {"nom": "Freinage {{run}}"},
        201,
        {"nom": "Freinage {{run}}"},
        {"categorie_id": "id"},
    ),
    Step(
        "Create a piece",
        "POST",
        "/api/pieces/",
        {
            "nom": "Plaquette de frein {{run}}",
            "categorie_id": "{{categorie_id}}",
            "prix_achat": "12.00",
            "prix_vente": "20.00",
            "taux_tva": "20.00",
        },
        201,
        {"categorie_id": "{{categorie_id}}", "prix_vente": "20.00"},
        {"piece_id": "id", "reference": "reference"},
    ),
    Step(
        "Create a place",
        "POST",
        "/api/stock/emplacements/",
        {"code": "R-{{run}}", "nom": "Rayon {{run}}", "type": "rayon"},
        201,
        {"code": "R-{{run}}", "type": "rayon"},
        {"emplacement_id": "id"},
    ),
    Step(
        "Receive ten",
        "POST",
        "/api/stock/movement/",
        {**MOVED, "type": "IN", "quantite": "10", "cout_unitaire": "12.00"},
        201,
        {"type": "IN", "quantite": "10.000"},
        {"mouvement_id": "id"},
    ),
    Step(
        "Create a customer",
        "POST",
        "/api/clients/",
        {"nom": "Garage Martin {{run}}", "conditions_paiement": "30_jours"},
        201,
        {"nom": "Garage Martin {{run}}"},
        {"client_id": "id"},
    ),
    Step(
        "Order three",
        "POST",
        "/api/commandes/",
        {
            "type": "vente",
            "client_id": "{{client_id}}",
            "details": [{"piece_id": "{{piece_id}}", "quantite": "3"}],
        },
        201,
        {"etat": "brouillon", "total_ht": "60.00", "total_tva": "12.00", "total_ttc": "72.00"},
        {"commande_id": "id", "objet_id": "id"},
    ),
    Step(
        "Validate the order: three are reserved",
        "POST",
        "/api/commandes/{{commande_id}}/valider/",
        {},
        expect={"etat": "validee"},
    ),
    Step(
        "Of ten, seven are available",
        "GET",
        "/api/stock/pieces/{{piece_id}}/",
        expect={"quantite": "10.000", "reserve": "3.000", "disponible": "7.000"},
    ),
    Step(
        "Ship it",
        "POST",
        "/api/commandes/{{commande_id}}/expedier/",
        {},
        expect={"etat": "expediee"},
    ),
    Step(
        "Seven are left",
        "GET",
        "/api/stock/pieces/{{piece_id}}/",
        expect={"quantite": "7.000", "reserve": "0.000", "disponible": "7.000"},
    ),
    Step(
        "Invoice it",
        "POST",
        "/api/commandes/{{commande_id}}/facturer/",
        {},
        201,
        {"etat": "emise", "total_ttc": "72.00", "reste_du": "72.00"},
        {"facture_id": "id"},
    ),
    Step(
        "More than is due is refused",
        "POST",
        "/api/paiements/",
        {"facture_id": "{{facture_id}}", "montant": "72.01", "moyen": "virement"},
        409,
        {"code": "montant_excessif"},
    ),
    Step(
        "Pay it",
        "POST",
        "/api/paiements/",
        {"facture_id": "{{facture_id}}", "montant": "72.00", "moyen": "virement"},
        201,
        {"etat": "accepte", "montant": "72.00"},
        {"paiement_id": "id"},
    ),
    Step(
        "Nothing is due any more",
        "GET",
        "/api/factures/{{facture_id}}/",
        expect={"etat": "payee", "reste_du": "0.00"},
    ),
    Step(
        "Read the log: the shipping and who did it",
        "GET",
        "/api/logs/?objet_id={{commande_id}}&action=expedier",
        expect={"results[0].user_email": "{{email}}", "results[0].objet_id": "{{commande_id}}"},
        keep={"log_id": "results[0].id", "request_id": "results[0].request_id"},
        until="results[0]",
    ),
    Step(
        "Make a category that nobody needs",
        "POST",
        "/api/pieces/categories/",
        {"nom": "Inutile {{run}}"},
        201,
        keep={"inutile_id": "id"},
    ),
    Step("Delete it", "DELETE", "/api/pieces/categories/{{inutile_id}}/", status=204),
    Step(
        "It is in the trash",
        "GET",
        "/api/corbeille/?objet_id={{inutile_id}}",
        expect={"results[0].libelle": "Inutile {{run}}", "results[0].service": "pieces_service"},
        keep={"entree_id": "results[0].id"},
        until="results[0]",
    ),
    Step(
        "Restore it",
        "POST",
        "/api/corbeille/{{entree_id}}/restaurer/",
        {},
        expect={"etat": "restaure", "objet_id": "{{inutile_id}}"},
    ),
    Step("It is back", "GET", "/api/pieces/categories/{{inutile_id}}/", expect={"nom": "Inutile {{run}}"}),
)

# Bodies of requests that the fields of the OpenAPI documents alone do not tell.
BODIES: dict[str, Any] = {
    "POST /Gateway/login": CREDENTIALS,
    "PATCH /api/auth/me/": {"langue": "fr"},
    "PATCH /api/auth/users/{utilisateur_id}/": {"role": "magasinier"},
    "POST /api/auth/users/": {
        "email": "{{$randomEmail}}",
        "role": "vendeur",
        "prenom": "Max",
        "nom": "Morel",
    },
    "POST /api/auth/roles/": {"nom": "Comptable", "permissions": ["factures.lire", "paiements.lire"]},
    "POST /api/stock/movements/bulk/": {
        "mouvements": [
            {
                "piece_id": "{{piece_id}}",
                "emplacement_id": "{{emplacement_id}}",
                "type": "IN",
                "quantite": "2",
            },
            {
                "piece_id": "{{piece_id}}",
                "emplacement_id": "{{emplacement_id}}",
                "type": "OUT",
                "quantite": "1",
            },
        ]
    },
    "PUT /api/stock/seuils/{piece_id}/": {"mini": "5", "maxi": "20", "lot_commande": "5", "delai_jours": 7},
    "POST /api/stock/reservations/": {**MOVED, "quantite": "1", "motif": "Mise de côté"},
    "POST /api/stock/inventaires/": {
        "nom": "Rayon {{run}}",
        "emplacement_ids": ["{{emplacement_id}}"],
        "aveugle": False,
    },
    "POST /api/fournisseurs/": {"nom": "Leroy Distribution", "conditions_paiement": "30_jours"},
    "POST /api/notifications/": {
        "titre": "Fermeture vendredi",
        "message": "Dernier départ à 16 h.",
        "tous": True,
    },
    "POST /api/notifications/mark-read/": {"all": True},
    "PUT /api/notifications/preferences/": {
        "preferences": [{"type": "stock_bas", "dans_app": True, "courriel": "resume"}],
        "resume_heure": 8,
        "silence": {"debut": "20:00", "fin": "07:00"},
        "fuseau": "Europe/Paris",
    },
    "POST /api/notifications/webhooks/": {
        "nom": "Boutique",
        "url": "https://example.org/crochet",
        "evenements": ["niveaux.bas", "commandes.expedier"],
    },
    "PATCH /api/logs/{log_id}/": {"annotation": "Vu avec le client."},
    "POST /api/corbeille/restaurer/": {"ids": ["{{entree_id}}"]},
    "POST /api/corbeille/purger/": {"ids": ["{{entree_id}}"]},
    "PUT /api/gateway/config/{service}/{cle}/": {"valeur": 30},
}
