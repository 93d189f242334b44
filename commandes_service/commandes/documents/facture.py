"""An invoice or a credit note as a PDF, from what was written until it was issued and from nothing else.

The mentions are those of the Code de commerce (L441-9, L441-10, D441-5) and of the Code général des impôts
(annexe II, 242 nonies A).
"""

from decimal import Decimal

from commandes.conditions import TERMES
from commandes.documents.formats import euros, jour, nombre, pourcent, siren
from commandes.documents.page import Page
from commandes.livraisons import jours_de_livraison
from commandes.models import Facture
from commandes.models.factures import TypeFacture

INDEMNITE = "indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €"


def rendre_facture(facture: Facture) -> bytes:
    """`facture` with its lines, as registre.lire_facture gives it."""
    vendeur = facture.vendeur
    page = Page(titre=facture.numero, pied=_pied(vendeur))
    est_avoir = facture.type == TypeFacture.AVOIR
    page.titre(f"{'Avoir' if est_avoir else 'Facture'} {facture.numero}", _sous_titre(facture))
    page.blocs(_vendeur(vendeur), _acheteur(facture.acheteur))
    if est_avoir:
        page.paragraphe(f"Motif : {facture.motif}", taille=9)
    _lignes(page, facture)
    _taxes(page, facture)
    _totaux(page, facture)
    if not est_avoir:
        _reglement(page, facture)
    return page.contenu()


def _sous_titre(facture: Facture) -> str:
    lignes = [f"Date d'émission : {jour(facture.date_emission)}", f"Commande : {facture.commande_reference}"]
    if facture.origine:
        origine = facture.origine
        lignes.append(
            f"Annule en tout ou partie la facture {origine.numero} du {jour(origine.date_emission)}"
        )
    else:
        lignes.append(f"Échéance : {jour(facture.date_echeance)}")
        lignes += _livraison(facture)
    return "\n".join([*lignes, "Nature de l'opération : livraison de biens"])


def _livraison(facture: Facture) -> list[str]:
    jours = [jour(each) for each in jours_de_livraison(facture)]
    if not jours:
        return []
    quand = jours[0] if len(jours) == 1 else f"du {jours[0]} au {jours[-1]}"
    return [f"Date de livraison (expédition) : {quand}"]


def _vendeur(vendeur: dict[str, str]) -> list[str]:
    return [
        vendeur["nom"],
        vendeur["adresse"],
        f"SIRET : {vendeur['siret']}",
        f"TVA intracommunautaire : {vendeur['tva']}",
        vendeur["telephone"],
        vendeur["email"],
    ]


def _acheteur(acheteur: dict[str, str]) -> list[str]:
    return [
        acheteur["nom"],
        acheteur["adresse"],
        f"SIREN : {siren(acheteur['siret'])}" if acheteur["siret"] else "",
        f"TVA intracommunautaire : {acheteur['tva']}" if acheteur["tva"] else "",
    ]


def _lignes(page: Page, facture: Facture) -> None:
    page.tableau(
        ["Référence", "Désignation", "Quantité", "Prix unitaire HT", "Remise", "TVA", "Total HT"],
        [
            [
                ligne.reference,
                ligne.designation,
                f"{nombre(ligne.quantite)} {ligne.unite}",
                euros(ligne.prix_unitaire),
                pourcent(ligne.remise) if ligne.remise else "",
                pourcent(ligne.taux_tva),
                euros(ligne.total_ht),
            ]
            for ligne in facture.lignes.all()
        ],
        largeurs=[20, 46, 20, 22, 14, 14, 24],
        alignements=["LEFT", "LEFT", "RIGHT", "RIGHT", "RIGHT", "RIGHT", "RIGHT"],
    )


def _taxes(page: Page, facture: Facture) -> None:
    page.tableau(
        ["Taux de TVA", "Base HT", "Montant de la TVA"],
        [[pourcent(t["taux"]), euros(t["base"]), euros(t["montant"])] for t in facture.tva],
        largeurs=[1, 1, 1],
        alignements=["LEFT", "RIGHT", "RIGHT"],
        largeur=100,
        a_droite=True,
    )
    exoneration = facture.vendeur.get("exoneration")  # invoices of earlier days were issued without it
    if exoneration and any(Decimal(t["taux"]) == 0 for t in facture.tva):
        page.paragraphe(exoneration)


def _totaux(page: Page, facture: Facture) -> None:
    for libelle, montant in (
        ("Total HT", facture.total_ht),
        ("Total TVA", facture.total_tva),
        ("Total TTC", facture.total_ttc),
    ):
        page.ecrire_en(10, gras=libelle == "Total TTC")
        page.cell(page.epw - 40, 6, libelle, align="R")
        page.cell(40, 6, euros(montant), align="R", new_x="LMARGIN", new_y="NEXT")
    page.ln(3)


def _reglement(page: Page, facture: Facture) -> None:
    vendeur, terme = facture.vendeur, TERMES[facture.conditions_paiement]
    page.paragraphe(
        f"Conditions de paiement : {terme.libelle.lower()}, à régler au plus tard le "
        f"{jour(facture.date_echeance)}.",
        taille=9,
        gras=True,
    )
    if vendeur["iban"]:
        bic = f" — BIC : {vendeur['bic']}" if vendeur["bic"] else ""
        page.paragraphe(
            f"Virement : IBAN {vendeur['iban']}{bic}. Référence à rappeler : {facture.numero}.", taille=9
        )
    page.paragraphe(
        f"{vendeur['escompte']} En cas de retard de paiement : pénalités au taux de {vendeur['penalites']}, "
        f"exigibles sans rappel ; {INDEMNITE}."
    )


def _pied(vendeur: dict[str, str]) -> str:
    morceaux = [
        vendeur["nom"],
        vendeur["forme"],
        vendeur["adresse"].replace("\n", ", "),
        f"SIRET {vendeur['siret']}",
        vendeur["rcs"],
        f"TVA {vendeur['tva']}",
    ]
    return " — ".join(morceau for morceau in morceaux if morceau)
