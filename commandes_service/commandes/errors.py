"""Every refusal of commandes_service: a code, a French title, data. `chassis.problem` gives the status."""

from chassis.errors import NotFound, Refusal, Unavailable


class CommandeInconnue(NotFound):
    code = "commande_inconnue"
    title = "Commande inconnue"


class ClientInconnu(NotFound):
    code = "client_inconnu"
    title = "Client inconnu"


class FournisseurInconnu(NotFound):
    code = "fournisseur_inconnu"
    title = "Fournisseur inconnu"


class PieceInconnue(NotFound):
    """`piece_id`"""

    code = "piece_inconnue"
    title = "Pièce inconnue"


class PieceInactive(Refusal):
    """`piece_id`, `reference`"""

    code = "piece_inactive"
    title = "La pièce n'est plus proposée"


class IdentifiantPris(Refusal):
    """`id`"""

    code = "identifiant_pris"
    title = "Cet identifiant est déjà celui d'un autre objet"


class ClientUtilise(Refusal):
    """`commandes`: how many orders still need the client"""

    code = "client_utilise"
    title = "Le client a encore des commandes"


class FournisseurUtilise(Refusal):
    """`commandes`: how many orders still need the supplier"""

    code = "fournisseur_utilise"
    title = "Le fournisseur a encore des commandes"


class TiersSupprime(Refusal):
    """`tiers_id`: a draft comes back only after its client or supplier"""

    code = "tiers_supprime"
    title = "Le client ou le fournisseur de cette commande est dans la corbeille"


class PasDansLaCorbeille(Refusal):
    code = "pas_dans_la_corbeille"
    title = "L'objet n'est pas dans la corbeille"


class CommandeNonModifiable(Refusal):
    """`etat`"""

    code = "commande_non_modifiable"
    title = "Seul un brouillon se modifie"


class CommandeNonSupprimable(Refusal):
    """`etat`"""

    code = "commande_non_supprimable"
    title = "Seule une commande en brouillon ou annulée se supprime"


class CommandeVide(Refusal):
    code = "commande_vide"
    title = "La commande n'a aucune ligne"


class TransitionInterdite(Refusal):
    """`etat`, `action`"""

    code = "transition_interdite"
    title = "Action impossible dans l'état de la commande"


class StockInsuffisant(Refusal):
    """`lignes`: [{piece_id, demande, disponible}], as stock_service says"""

    code = "stock_insuffisant"
    title = "Stock insuffisant"


class ReservationAbsente(Refusal):
    code = "reservation_absente"
    title = "Le stock ne tient plus de réservation active pour cette commande"


class RefusDuStock(Refusal):
    """`code_stock`: a refusal of stock_service that has no name of its own here"""

    code = "refus_du_stock"
    title = "Le service de stock refuse l'opération"


class StockSansReponse(Unavailable):
    """`id`, `etat`: what stock_service did is unknown; the order stays in `etat` and is taken up again"""

    code = "stock_sans_reponse"
    title = "Le stock n'a pas répondu à temps"


class ReservationPerimee(Unavailable):
    """`id`: a reservation of an earlier attempt is being released; ask again"""

    code = "reservation_perimee"
    title = "Le stock garde une réservation d'un essai précédent, en cours de libération"
