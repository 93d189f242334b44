"""How many statements each route takes: the table of the README is kept true, whatever the number of rows."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chassis.identifiers import new_id
from commandes.avoirs import creer_avoir
from commandes.factures import facturer_commande
from commandes.paiements import encaisser_paiement
from commandes.saga import expedier_commande, valider_commande

pytestmark = pytest.mark.django_db

APART = re.compile("(RELEASE )?SAVEPOINT|SET LOCAL|RESET")
REVOCATIONS = re.compile('SELECT .* FROM "revocations"')  # once a second, whatever comes
README = Path(__file__).parents[1] / "README.md"
LIGNE = re.compile(
    r"^\| `(GET|POST|PUT|PATCH|DELETE) ([^`]+)` \| (\d+)(?: \+ (\d+) per line)? \|$", re.MULTILINE
)
DROITS = [
    f"{module}.{droit}"
    for module in ("commandes", "clients", "fournisseurs", "factures", "paiements")
    for droit in ("lire", "gerer")
]


def mesurees() -> dict[tuple[str, str], tuple[int, int]]:
    """By method and route: the statements for one line of an order, and for each further one."""
    trouvees = LIGNE.findall(README.read_text(encoding="utf-8"))
    return {(methode, route): (int(une), int(autre or 0)) for methode, route, une, autre in trouvees}


@pytest.fixture
def monde(vente, achat, agir, acteur, piece, client_, fournisseur):
    """`monde(4)`: orders of so many lines in each state, with what comes of them; their ids."""

    def details(lignes):
        return [{"piece_id": piece(), "quantite": Decimal(3)} for _ in range(lignes)]

    def validee(lignes):
        return agir(valider_commande, vente(details=details(lignes)))

    def expediee(lignes):
        """By parts, so that it has several movements."""
        commande = validee(lignes)
        for _ in range(2):
            un = [{"detail_id": d.id, "quantite": Decimal(1)} for d in commande.details.all()]
            agir(expedier_commande, commande, lignes=un)
        return commande

    def make(lignes: int) -> dict:
        facturee = expediee(lignes)
        factures = [facturer_commande(commande_id=facturee.id, acteur=acteur)]
        agir(expedier_commande, facturee)
        factures.append(facturer_commande(commande_id=facturee.id, acteur=acteur))
        montant = {"montant": Decimal(1), "moyen": "virement", "acteur": acteur}
        paiement = [encaisser_paiement(facture_id=f.id, **montant) for f in factures][-1]
        un = [{"ligne_id": factures[0].lignes.first().id, "quantite": Decimal(1)}]
        creer_avoir(facture_id=factures[0].id, motif="x", lignes=un, acteur=acteur)
        return {
            "brouillon": vente(details=details(lignes)),
            "validee": validee(lignes),
            "expediee": expediee(lignes),
            "livrable": agir(expedier_commande, validee(lignes)),
            "achat": agir(valider_commande, achat(details=details(lignes))),
            "commande": facturee,
            "facture": factures[0],
            "paiement": paiement,
            "client": facturee.client,
            "libre": client_(),
            "piece": [each["piece_id"] for each in details(lignes)],
        }

    return make


def corps(methode: str, route: str, objets: dict):
    lignes = [{"piece_id": str(piece), "quantite": "1"} for piece in objets["piece"]]
    rendues = [{"detail_id": str(each.id), "quantite": "1"} for each in objets["expediee"].details.all()]
    return {
        "POST /api/commandes/": {"type": "vente", "client_id": str(objets["libre"].id), "details": lignes},
        "PATCH /api/commandes/{brouillon}/": {"details": lignes},
        "POST /api/commandes/{achat}/recevoir/": {"emplacement_id": str(new_id())},
        "POST /api/commandes/{expediee}/retourner/": {"emplacement_id": str(new_id()), "lignes": rendues},
        "POST /api/clients/": {"nom": "Garage Martin"},
        "PATCH /api/clients/{libre}/": {"nom": "Garage Durand"},
        "POST /api/factures/{facture}/avoir/": {"motif": "x"},
        "POST /api/factures/{facture}/envoyer/": {"email": "a@example.org"},
        "POST /api/paiements/": {
            "facture_id": str(objets["facture"].id),
            "montant": "1",
            "moyen": "virement",
        },
        "POST /api/paiements/{paiement}/rembourser/": {"montant": "1", "motif": "x"},
    }.get(f"{methode} {route}", {})


def demandees(client, methode: str, route: str, objets: dict) -> list[str]:
    """The statements that this route takes."""
    adresse = re.sub(r"\{(\w+)\}", lambda trou: str(objets[trou[1]].pk), route)
    data = corps(methode, route, objets) if methode != "GET" else None
    with CaptureQueriesContext(connection) as requetes:
        reponse = getattr(client, methode.lower())(adresse, data)
        b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
    assert reponse.status_code < 300, reponse.content
    sql = [requete["sql"] for requete in requetes]
    return [each[:100] for each in sql if not APART.match(each) and not REVOCATIONS.match(each)]


@pytest.mark.parametrize(("methode", "route"), mesurees(), ids=str)
def test_the_readme_says_how_many_queries_a_route_takes_whatever_the_rows(methode, route, api, monde):
    une, autre = mesurees()[methode, route]
    for lignes in (1, 4):
        asked = demandees(api(*DROITS, "commandes.expedier"), methode, route, monde(lignes))
        assert len(asked) == une + autre * (lignes - 1), asked


def test_the_table_has_the_writes_of_an_order_from_its_making_to_its_payment():
    ecritures = {route.split("/")[-2] for methode, route in mesurees() if methode == "POST"}
    assert {"commandes", "valider", "expedier", "recevoir", "facturer", "paiements"} <= ecritures
