"""Every refusal of commandes_service: a code, a French title, data. `chassis.problem` gives the status."""

from chassis.corbeille import ObjetVivant
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
    """`commandes`, `factures`: how many orders and unsettled invoices still need the client"""

    code = "client_utilise"
    title = "Le client a encore des commandes ou des factures"


class FournisseurUtilise(Refusal):
    """`commandes`, `factures` (always 0): how many orders still need the supplier"""

    code = "fournisseur_utilise"
    title = "Le fournisseur a encore des commandes"


class TiersSupprime(Refusal):
    """`tiers_id`: a draft comes back only after its client or supplier"""

    code = "tiers_supprime"
    title = "Le client ou le fournisseur de cette commande est dans la corbeille"


class PasDansLaCorbeille(ObjetVivant):
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


class LigneInconnue(NotFound):
    """`detail_id` of an order, or `ligne_id` of an invoice"""

    code = "ligne_inconnue"
    title = "Cette ligne n'est pas de ce document"


class QuantiteExcessive(Refusal):
    """`lignes`: [{detail_id, demande, reste}]"""

    code = "quantite_excessive"
    title = "Plus que ce qui reste sur la ligne"


class RienADeplacer(Refusal):
    code = "rien_a_deplacer"
    title = "Il ne reste rien à expédier, à recevoir ou à retourner"


class OperationEnCours(Refusal):
    """`action`: another shipping, receiving or return of the order waits for stock_service"""

    code = "operation_en_cours"
    title = "Une autre opération de cette commande est en cours"


class EmplacementInconnu(NotFound):
    """`emplacement_id`"""

    code = "emplacement_inconnu"
    title = "Emplacement inconnu"


class PieceRetiree(Refusal):
    """`piece_id`: the piece was deleted, nothing of it enters the stock any more"""

    code = "piece_retiree"
    title = "La pièce a été supprimée"


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


class OperationInconnue(NotFound):
    code = "operation_inconnue"
    title = "Opération inconnue"


class FactureInconnue(NotFound):
    code = "facture_inconnue"
    title = "Facture inconnue"


class CommandeNonFacturable(Refusal):
    """`etat`, `type`"""

    code = "commande_non_facturable"
    title = "Cette commande ne se facture pas"


class CommandeFacturee(Refusal):
    """`factures`: the numbers of invoices that no credit note has wholly taken back"""

    code = "commande_facturee"
    title = "La commande est facturée : un avoir doit d'abord annuler la facture"


class RienAFacturer(Refusal):
    code = "rien_a_facturer"
    title = "Il ne reste rien à facturer"


class VendeurIncomplet(Refusal):
    """`manquants`: keys of the central configuration without which no invoice is legal"""

    code = "vendeur_incomplet"
    title = "L'identité du vendeur n'est pas configurée"


class FactureSansAdresse(Refusal):
    """`client_id`: the client has no e-mail address and the request names none"""

    code = "facture_sans_adresse"
    title = "Le client n'a pas d'adresse électronique"


class AvoirSurAvoir(Refusal):
    code = "avoir_sur_avoir"
    title = "Un avoir ne s'annule pas par un avoir"


class AvoirExcessif(Refusal):
    """`lignes`: [{ligne_id, demande, reste}]"""

    code = "avoir_excessif"
    title = "Plus que ce qui a été facturé"


class FactureDejaCreditee(Refusal):
    code = "facture_deja_creditee"
    title = "La facture est déjà annulée par des avoirs"


class PaiementInconnu(NotFound):
    code = "paiement_inconnu"
    title = "Paiement inconnu"


class PaiementSurAvoir(Refusal):
    code = "paiement_sur_avoir"
    title = "Un avoir ne se paie pas"


class FactureAnnulee(Refusal):
    code = "facture_annulee"
    title = "La facture est annulée par un avoir"


class MontantExcessif(Refusal):
    """`reste_du`, `en_attente`"""

    code = "montant_excessif"
    title = "Plus que ce qui reste dû"


class PaiementRefuse(Refusal):
    """`paiement_id`, `raison`"""

    code = "paiement_refuse"
    title = "Le paiement a été refusé"


class PaiementNonRemboursable(Refusal):
    """`etat`"""

    code = "paiement_non_remboursable"
    title = "Seul un paiement accepté se rembourse"


class RemboursementExcessif(Refusal):
    """`remboursable`"""

    code = "remboursement_excessif"
    title = "Plus que ce qui peut être remboursé"


class RemboursementRefuse(Refusal):
    """`raison`"""

    code = "remboursement_refuse"
    title = "Le remboursement a été refusé"
