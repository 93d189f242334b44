"""Every refusal of this service: its code, its French title, its data."""

from uuid import UUID

from chassis.errors import DomainError, InvalidInput, NotFound, Refusal


class StockInsuffisant(Refusal):
    """`disponible` and `demande` at the place; for an order instead `lignes`, one entry per short piece."""

    code = "stock_insuffisant"
    title = "Stock insuffisant"


class PieceInconnue(NotFound):
    code = "piece_inconnue"
    title = "Pièce inconnue"

    def __init__(self, piece_id: UUID, *others: UUID):
        self.pieces_inconnues = [piece_id, *others]
        super().__init__(piece_id=piece_id)


class PieceRetiree(Refusal):
    code = "piece_retiree"
    title = "Cette pièce est retirée du catalogue"

    def __init__(self, piece_id: UUID):
        super().__init__(piece_id=piece_id)


class PieceEnStock(Refusal):
    code = "piece_en_stock"
    title = "Il reste de cette pièce en stock"


class EmplacementInconnu(InvalidInput):
    code = "emplacement_inconnu"
    title = "Emplacement inconnu"

    def __init__(self, field: str):
        super().__init__({field: ["Cet emplacement n'existe pas."]})


class MemeEmplacement(InvalidInput):
    code = "meme_emplacement"
    title = "Un transfert va d'un emplacement à un autre"

    def __init__(self):
        super().__init__({"emplacement_destination_id": ["C'est l'emplacement de départ."]})


class MouvementIntrouvable(NotFound):
    code = "mouvement_introuvable"
    title = "Ce mouvement n'existe pas"


class MouvementExistant(Refusal):
    """The client chose an id that the ledger holds already."""

    code = "mouvement_existant"
    title = "Un mouvement porte déjà cet identifiant"


class MouvementDejaAnnule(Refusal):
    code = "mouvement_deja_annule"
    title = "Ce mouvement est déjà annulé"


class AnnulationInterdite(Refusal):
    """`raison`: contre_ecriture (it is one itself), commande (the order undoes it), emplacement_supprime."""

    code = "annulation_interdite"
    title = "Ce mouvement ne s'annule pas"


class MouvementsRefuses(Refusal):
    """Lines of a batch that are refused; nothing of the batch is kept."""

    code = "mouvements_refuses"
    title = "Des lignes sont refusées, aucune n'est enregistrée"

    def __init__(self, refus: dict[int, DomainError]):
        self.refus = dict(sorted(refus.items()))
        lignes = [
            {"index": index, "code": each.code, "detail": each.detail, **each.data}
            for index, each in self.refus.items()
        ]
        super().__init__(lignes=lignes)

    @property
    def pieces_inconnues(self) -> list[UUID]:
        inconnues = [each for each in self.refus.values() if isinstance(each, PieceInconnue)]
        return list(dict.fromkeys(piece_id for each in inconnues for piece_id in each.pieces_inconnues))

    @property
    def premier(self) -> DomainError:
        return next(iter(self.refus.values()))


class EmplacementIntrouvable(NotFound):
    code = "emplacement_introuvable"
    title = "Cet emplacement n'existe pas"


class EmplacementOccupe(Refusal):
    code = "emplacement_occupe"
    title = "Cet emplacement tient encore du stock"


class EmplacementParent(Refusal):
    code = "emplacement_parent"
    title = "Cet emplacement en contient d'autres"


class EmplacementExistant(Refusal):
    """`champ` (code or id) is taken by another place."""

    code = "emplacement_existant"
    title = "Un autre emplacement porte déjà ce code ou cet identifiant"


class ParentInvalide(InvalidInput):
    """The parent is unknown, deleted, inside the place itself, or too deep."""

    code = "parent_invalide"
    title = "Cet emplacement parent ne convient pas"

    def __init__(self, sentence: str):
        super().__init__({"parent_id": [sentence]})


class ParentSupprime(Refusal):
    code = "parent_supprime"
    title = "L'emplacement parent est supprimé : restaurez-le d'abord"


class EmplacementPurge(Refusal):
    """It cannot come back: it left the trash for good, or never was."""

    code = "emplacement_purge"
    title = "Cet emplacement n'est plus dans la corbeille"


class EmplacementNonSupprime(Refusal):
    code = "emplacement_non_supprime"
    title = "Cet emplacement n'est pas dans la corbeille"


class ReservationAbsente(Refusal):
    code = "reservation_absente"
    title = "La commande n'a aucune réservation active"


class ReservationIntrouvable(NotFound):
    code = "reservation_introuvable"
    title = "Cette réservation n'existe pas"


class ReservationTerminee(Refusal):
    """`etat`: consommee, liberee or expiree."""

    code = "reservation_terminee"
    title = "Cette réservation n'est plus active"


class ReservationDeCommande(Refusal):
    code = "reservation_de_commande"
    title = "Cette réservation est tenue par une commande"
