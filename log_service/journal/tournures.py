"""Sentences of the audit log that the words of `vocabulaire` would make clumsy."""

from journal.vocabulaire import Paire

# (module, action) whose sentence the words above would make clumsy; {libelle} is the object as people know it
TOURNURES: dict[tuple[str, str], Paire] = {
    ("configuration", "modifier"): (
        "a changé le réglage « {libelle} »",
        "changed the setting “{libelle}”",
    ),
    ("corbeille", "purger"): (
        "a supprimé définitivement « {libelle} » de la corbeille",
        "removed “{libelle}” from the trash for good",
    ),
    ("corbeille", "restaurer"): (
        "a sorti « {libelle} » de la corbeille",
        "took “{libelle}” out of the trash",
    ),
    ("factures", "emettre_avoir"): ("a émis l'avoir « {libelle} »", "issued the credit note “{libelle}”"),
    ("images", "definir"): ("a changé l'image de « {libelle} »", "changed the picture of “{libelle}”"),
    ("images", "retirer"): ("a retiré l'image de « {libelle} »", "removed the picture of “{libelle}”"),
    ("inventaires", "annuler"): (
        "a annulé l'inventaire « {libelle} »",
        "cancelled the stock count “{libelle}”",
    ),
    ("inventaires", "compter"): (
        "a saisi des quantités comptées de l'inventaire « {libelle} »",
        "entered counted quantities of the stock count “{libelle}”",
    ),
    ("inventaires", "ouvrir"): ("a ouvert l'inventaire « {libelle} »", "opened the stock count “{libelle}”"),
    ("inventaires", "valider"): (
        "a validé l'inventaire « {libelle} »",
        "approved the stock count “{libelle}”",
    ),
    ("logs", "exporter"): ("a exporté le journal d'audit ({libelle})", "exported the audit log ({libelle})"),
    ("logs", "purger"): (
        "a retiré du journal d'audit les entrées arrivées au terme de leur conservation ({libelle})",
        "removed from the audit log the entries kept long enough ({libelle})",
    ),
    ("mouvements", "creer"): (
        "a enregistré le mouvement de stock « {libelle} »",
        "recorded the stock movement “{libelle}”",
    ),
    ("notifications", "lire"): ("a lu ses notifications", "read their notifications"),
    ("paiements", "paiement_accepte"): ("a encaissé le paiement {libelle}", "took the payment {libelle}"),
    ("paiements", "paiement_demande"): (
        "a demandé le paiement {libelle}",
        "asked for the payment {libelle}",
    ),
    ("paiements", "paiement_en_attente"): (
        "attend la réponse au paiement {libelle}",
        "is waiting for the answer to the payment {libelle}",
    ),
    ("paiements", "paiement_refuse"): (
        "a tenté le paiement {libelle}, qui a été refusé",
        "tried the payment {libelle}, which was declined",
    ),
    ("paiements", "remboursement_accepte"): ("a remboursé {libelle}", "refunded {libelle}"),
    ("paiements", "remboursement_demande"): (
        "a demandé le remboursement {libelle}",
        "asked for the refund {libelle}",
    ),
    ("paiements", "remboursement_en_attente"): (
        "attend la réponse au remboursement {libelle}",
        "is waiting for the answer to the refund {libelle}",
    ),
    ("paiements", "remboursement_refuse"): (
        "a tenté le remboursement {libelle}, qui a été refusé",
        "tried the refund {libelle}, which was declined",
    ),
    ("preferences", "modifier"): (
        "a modifié ses préférences de notification",
        "changed their notification preferences",
    ),
    ("reapprovisionnement", "commander"): (
        "a passé commande depuis les propositions de réapprovisionnement ({libelle})",
        "ordered from the replenishment proposals ({libelle})",
    ),
    ("reservations", "reserver"): ("a réservé {libelle}", "reserved {libelle}"),
    ("reservations", "liberer"): (
        "a libéré la réservation de {libelle}",
        "released the reservation of {libelle}",
    ),
    ("reservations", "expirer"): (
        "a laissé expirer la réservation de {libelle}",
        "let the reservation of {libelle} expire",
    ),
    ("reservations", "consommer"): (
        "a consommé la réservation de {libelle}",
        "used the reservation of {libelle}",
    ),
    ("seuils", "definir"): ("a défini les seuils de « {libelle} »", "set the thresholds of “{libelle}”"),
    ("seuils", "retirer"): ("a retiré les seuils de « {libelle} »", "removed the thresholds of “{libelle}”"),
    ("seuils", "supprimer"): (
        "a retiré les seuils de « {libelle} »",
        "removed the thresholds of “{libelle}”",
    ),
    ("sessions", "fermer"): ("a fermé une session ({libelle})", "closed a session ({libelle})"),
    ("sessions", "revoquer"): ("a révoqué une session ({libelle})", "revoked a session ({libelle})"),
    ("stocks", "retirer"): (
        "a retiré la pièce « {libelle} » de la gestion du stock",
        "took the part “{libelle}” out of stock keeping",
    ),
    ("stocks", "reprendre"): (
        "a repris la pièce « {libelle} » dans la gestion du stock",
        "took the part “{libelle}” back into stock keeping",
    ),
    ("stocks", "restaurer"): (
        "a repris la pièce « {libelle} » dans la gestion du stock",
        "took the part “{libelle}” back into stock keeping",
    ),
    ("utilisateurs", "activer_second_facteur"): (
        "a activé la double authentification du compte « {libelle} »",
        "turned on two-factor authentication for the account “{libelle}”",
    ),
    ("utilisateurs", "changer_adresse"): (
        "a changé l'adresse électronique du compte « {libelle} »",
        "changed the e-mail address of the account “{libelle}”",
    ),
    ("utilisateurs", "changer_mot_de_passe"): (
        "a changé le mot de passe du compte « {libelle} »",
        "changed the password of the account “{libelle}”",
    ),
    ("utilisateurs", "confirmer"): (
        "a confirmé l'adresse du compte « {libelle} »",
        "confirmed the address of the account “{libelle}”",
    ),
    ("utilisateurs", "connecter"): ("s'est connecté", "logged in"),
    ("utilisateurs", "deconnecter"): ("s'est déconnecté", "logged out"),
    ("utilisateurs", "demander_adresse"): (
        "a demandé une nouvelle adresse pour le compte « {libelle} »",
        "asked for a new address for the account “{libelle}”",
    ),
    ("utilisateurs", "exporter"): (
        "a exporté les données du compte « {libelle} »",
        "exported the data of the account “{libelle}”",
    ),
    ("utilisateurs", "inscrire"): ("a créé son compte « {libelle} »", "signed up as “{libelle}”"),
    ("utilisateurs", "inviter"): (
        "a invité la personne du compte « {libelle} »",
        "invited the owner of the account “{libelle}”",
    ),
    ("utilisateurs", "reinitialiser_mot_de_passe"): (
        "a réinitialisé le mot de passe du compte « {libelle} »",
        "reset the password of the account “{libelle}”",
    ),
    ("utilisateurs", "renouveler_codes_secours"): (
        "a renouvelé les codes de secours du compte « {libelle} »",
        "made new recovery codes for the account “{libelle}”",
    ),
    ("utilisateurs", "retirer_second_facteur"): (
        "a retiré la double authentification du compte « {libelle} »",
        "turned off two-factor authentication for the account “{libelle}”",
    ),
    ("utilisateurs", "signaler_connexion"): (
        "a signalé une connexion qui n'était pas la sienne au compte « {libelle} »",
        "reported a login to the account “{libelle}” that was not theirs",
    ),
    ("webhooks", "rejouer"): (
        "a relancé une livraison du webhook « {libelle} »",
        "sent a delivery of the webhook “{libelle}” again",
    ),
    ("webhooks", "renouveler_secret"): (
        "a renouvelé le secret du webhook « {libelle} »",
        "made a new secret for the webhook “{libelle}”",
    ),
}
