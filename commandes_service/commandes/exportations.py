"""Lists as tables for spreadsheets: which columns, and what is in them. Rows are read a few at a time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from commandes.registre import EtatFacture

A_LA_FOIS = 500
Colonne = tuple[str, Callable[[Any], Any]]


@dataclass(frozen=True)
class Table:
    nom: str
    colonnes: tuple[Colonne, ...]

    @property
    def titres(self) -> list[str]:
        return [titre for titre, _ in self.colonnes]

    def lignes(self, rows: Iterable[Any]) -> Iterator[list[Any]]:
        found = rows.iterator(chunk_size=A_LA_FOIS) if isinstance(rows, QuerySet) else rows
        for row in found:
            yield [valeur(row) for _, valeur in self.colonnes]


_TIERS: tuple[Colonne, ...] = (
    ("Nom", lambda t: t.nom),
    ("E-mail", lambda t: t.email),
    ("Téléphone", lambda t: t.telephone),
    ("Adresse", lambda t: t.adresse),
    ("SIRET", lambda t: t.siret),
    ("TVA intracommunautaire", lambda t: t.tva_intracommunautaire),
    ("Conditions de paiement", lambda t: t.get_conditions_paiement_display()),
)
CLIENTS = Table("clients", _TIERS)
FOURNISSEURS = Table("fournisseurs", (*_TIERS, ("Délai (jours)", lambda t: t.delai_jours)))
COMMANDES = Table(
    "commandes",
    (
        ("Référence", lambda c: c.reference),
        ("Type", lambda c: c.get_type_display()),
        ("État", lambda c: c.get_etat_display()),
        ("Client ou fournisseur", lambda c: (c.client or c.fournisseur).nom),
        ("Créée le", lambda c: c.cree_le),
        ("Prévue le", lambda c: c.prevu_le),
        ("Total HT", lambda c: c.total_ht),
        ("TVA", lambda c: c.total_tva),
        ("Total TTC", lambda c: c.total_ttc),
    ),
)
FACTURES = Table(
    "factures",
    (
        ("Numéro", lambda f: f.numero),
        ("Type", lambda f: f.get_type_display()),
        ("État", lambda f: EtatFacture(f.etat).label),
        ("En retard", lambda f: f.en_retard),
        ("Client", lambda f: f.client.nom),
        ("Commande", lambda f: f.commande_reference),
        ("Facture d'origine", lambda f: f.origine.numero if f.origine else None),
        ("Émise le", lambda f: f.date_emission),
        ("Échéance", lambda f: f.date_echeance),
        ("Total HT", lambda f: f.total_ht),
        ("TVA", lambda f: f.total_tva),
        ("Total TTC", lambda f: f.total_ttc),
        ("Payé", lambda f: f.montant_paye),
        ("Crédité", lambda f: f.montant_credite),
        ("Reste dû", lambda f: f.reste_du),
    ),
)
PAIEMENTS = Table(
    "paiements",
    (
        ("Reçu le", lambda p: p.recu_le),
        ("Facture", lambda p: p.facture.numero),
        ("Client", lambda p: p.facture.client.nom),
        ("Moyen", lambda p: p.get_moyen_display()),
        ("État", lambda p: p.get_etat_display()),
        ("Montant", lambda p: p.montant),
        ("Remboursé", lambda p: p.montant_rembourse),
        ("Référence", lambda p: p.reference),
        ("Carte", lambda p: p.carte_fin),
    ),
)
ECHEANCIER = Table(
    "echeancier",
    (
        ("Client", lambda c: c.nom),
        ("Factures dues", lambda c: c.factures_dues),
        ("À échoir", lambda c: c.a_echoir),
        ("1 à 30 jours", lambda c: c.jours_1_30),
        ("31 à 60 jours", lambda c: c.jours_31_60),
        ("61 à 90 jours", lambda c: c.jours_61_90),
        ("Plus de 90 jours", lambda c: c.jours_plus_90),
        ("En retard", lambda c: c.en_retard),
        ("Total dû", lambda c: c.du),
    ),
)
