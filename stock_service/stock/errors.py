"""Every refusal of this service: its code, its French title, its data."""

from uuid import UUID

from chassis.corbeille import ObjetVivant
from chassis.errors import DomainError, InvalidInput, NotFound, Refusal


class StockInsuffisant(Refusal):
    """`disponible` and `demande` at the place; for an order instead `lignes`, one entry per short piece."""

    code = "stock_insuffisant"
    title = "Stock insuffisant"


class StockTropGrand(InvalidInput):
    """There would be more of the piece than `maximum`."""

    code = "stock_trop_grand"
    title = "Il y aurait trop de cette pièce en stock"

    def __init__(self, maximum: str):
        super().__init__({"quantite": [f"{self.title} : au plus {maximum}."]}, maximum=maximum)


class PieceInconnue(NotFound):
    code = "piece_inconnue"
    title = "Pièce inconnue"

    def __init__(self, piece_id: UUID, *others: UUID):
        self.pieces_inconnues = [piece_id, *others]
        super().__init__(piece_id=piece_id)


class TropDePiecesInconnues(InvalidInput):
    """`nombre` pieces of the request were never heard of; the catalogue is asked for `maximum` at most."""

    code = "trop_de_pieces_inconnues"
    title = "Trop de pièces à la fois sont inconnues du stock"

    def __init__(self, field: str, *, nombre: int, maximum: int):
        sentence = f"{nombre} pièces sont inconnues du stock, {maximum} au plus peuvent l'être."
        super().__init__({field: [sentence]}, sentence, nombre=nombre, maximum=maximum)


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


class EmplacementNonSupprime(ObjetVivant):
    code = "emplacement_non_supprime"
    title = "Cet emplacement n'est pas dans la corbeille"


class ReservationAbsente(Refusal):
    code = "reservation_absente"
    title = "La commande n'a pas assez de réservations actives pour cet envoi"


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


class EmplacementDeCommandeInconnu(NotFound):
    """The place an order names, as the contracts of orders say it."""

    code = "emplacement_inconnu"
    title = "Emplacement inconnu"


class OperationExistante(Refusal):
    """The id of a shipment, reception or return is that of another order's."""

    code = "operation_existante"
    title = "Cet identifiant est celui d'une autre opération"


class RetourExcessif(Refusal):
    """`lignes`: pieces of which more is asked back (`demande`) than is still away (`disponible`)."""

    code = "retour_excessif"
    title = "On ne reprend pas plus que ce qui est parti"


class FournisseurInconnu(NotFound):
    code = "fournisseur_inconnu"
    title = "Fournisseur inconnu"


class FournisseurManquant(InvalidInput):
    code = "fournisseur_manquant"
    title = "Des pièces n'ont pas de fournisseur"

    def __init__(self, index: list[int]):
        sentence = "La pièce n'a pas de fournisseur : indiquez-en un."
        super().__init__({f"lignes.{each}.fournisseur_id": [sentence] for each in index})


class InventaireIntrouvable(NotFound):
    code = "inventaire_introuvable"
    title = "Cet inventaire n'existe pas"


class InventaireExistant(Refusal):
    code = "inventaire_existant"
    title = "Un inventaire porte déjà cet identifiant"


class InventaireVide(Refusal):
    code = "inventaire_vide"
    title = "Il n'y a rien à compter dans ce périmètre"


class InventaireTropGrand(Refusal):
    """`lignes` there would be, `maximum` there may be."""

    code = "inventaire_trop_grand"
    title = "Ce périmètre a trop de lignes : faites plusieurs inventaires"


class InventaireTermine(Refusal):
    """`etat`: valide or annule."""

    code = "inventaire_termine"
    title = "Cet inventaire est terminé"


class LigneIntrouvable(NotFound):
    code = "ligne_introuvable"
    title = "Cette ligne n'est pas dans l'inventaire"


class HorsPerimetre(Refusal):
    """`index` of the line whose place or piece is not among those of the session."""

    code = "hors_perimetre"
    title = "Cet emplacement ou cette pièce n'est pas dans le périmètre de l'inventaire"


class LignesNonComptees(Refusal):
    code = "lignes_non_comptees"
    title = "Des lignes ne sont pas comptées"


class ComptagesDivergents(Refusal):
    code = "comptages_divergents"
    title = "Des compteurs ne sont pas d'accord : il faut trancher"


class ApprobationParUnAutre(Refusal):
    code = "approbation_par_un_autre"
    title = "Qui a compté n'approuve pas : une autre personne doit valider"


class EcartsRefuses(Refusal):
    """`lignes`: those whose difference cannot be posted, with the reason of each; nothing is posted."""

    code = "ecarts_refuses"
    title = "Des écarts ne peuvent pas être passés, aucun n'est enregistré"
