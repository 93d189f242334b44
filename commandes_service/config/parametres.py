"""Central configuration of this service: Consul's KV, below config/commandes_service/.

The seller's identity is copied onto each invoice when it is issued; a later change alters no invoice.
"""

from chassis.live_config import parameter

VENDEUR_NOM = parameter("vendeur_nom", "", about="Name of the seller, as its invoices show it.")
VENDEUR_FORME = parameter("vendeur_forme", "", about="Legal form and capital: SARL au capital de 10 000 €.")
VENDEUR_ADRESSE = parameter("vendeur_adresse", "", about="Address of the seller's seat, on one line or more.")
VENDEUR_SIRET = parameter("vendeur_siret", "", about="SIRET of the seller.")
VENDEUR_RCS = parameter("vendeur_rcs", "", about="Register it is in: RCS Lyon 732 829 320.")
VENDEUR_TVA = parameter("vendeur_tva", "", about="VAT number of the seller.")
VENDEUR_IBAN = parameter("vendeur_iban", "", about="Account that transfers go to.")
VENDEUR_BIC = parameter("vendeur_bic", "", about="BIC of that account.")
VENDEUR_EMAIL = parameter("vendeur_email", "", about="Address that customers write to.")
VENDEUR_TELEPHONE = parameter("vendeur_telephone", "", about="Number that customers call.")
PENALITES_RETARD = parameter(
    "penalites_retard",
    "trois fois le taux d'intérêt légal",
    about="Rate of the penalties for late payment, in words, as invoices state it.",
)
ESCOMPTE = parameter(
    "escompte", "Pas d'escompte pour paiement anticipé.", about="What invoices say of early payment."
)
