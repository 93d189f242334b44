"""Central configuration of this service: Consul's KV, below config/commandes_service/.

The seller's identity is copied onto each invoice when it is issued; a later change alters no invoice.
"""

from chassis.live_config import parameter

VENDEUR_NOM = parameter(
    "vendeur_nom",
    "",
    about="Name of the seller, as its invoices show it.",
    about_fr="Nom du vendeur, tel que ses factures le montrent.",
)
VENDEUR_FORME = parameter(
    "vendeur_forme",
    "",
    about="Legal form and capital: SARL au capital de 10 000 €.",
    about_fr="Forme juridique et capital, par exemple SARL au capital de 10 000 €.",
)
VENDEUR_ADRESSE = parameter(
    "vendeur_adresse",
    "",
    about="Address of the seller's seat, on one line or more.",
    about_fr="Adresse du siège du vendeur, sur une ou plusieurs lignes.",
)
VENDEUR_SIRET = parameter(
    "vendeur_siret", "", about="SIRET of the seller.", about_fr="Numéro SIRET du vendeur."
)
VENDEUR_RCS = parameter(
    "vendeur_rcs",
    "",
    about="Register it is in: RCS Lyon 732 829 320.",
    about_fr="Registre où il est inscrit, par exemple RCS Lyon 732 829 320.",
)
VENDEUR_TVA = parameter(
    "vendeur_tva",
    "",
    about="VAT number of the seller.",
    about_fr="Numéro de TVA intracommunautaire du vendeur.",
)
VENDEUR_IBAN = parameter(
    "vendeur_iban",
    "",
    about="Account that transfers go to.",
    about_fr="IBAN du compte qui reçoit les virements.",
)
VENDEUR_BIC = parameter("vendeur_bic", "", about="BIC of that account.", about_fr="Code BIC de ce compte.")
VENDEUR_EMAIL = parameter(
    "vendeur_email",
    "",
    about="Address that customers write to.",
    about_fr="Adresse électronique à laquelle les clients écrivent.",
)
VENDEUR_TELEPHONE = parameter(
    "vendeur_telephone", "", about="Number that customers call.", about_fr="Numéro que les clients appellent."
)
VENDEUR_EXONERATION = parameter(
    "vendeur_exoneration",
    "TVA à 0 % : TVA non applicable ou exonérée.",
    about="Why lines bear 0 % of VAT, as invoices state it: TVA non applicable, art. 293 B du CGI.",
    about_fr="Mention des factures à 0 % de TVA, par exemple TVA non applicable, art. 293 B du CGI.",
)
PENALITES_RETARD = parameter(
    "penalites_retard",
    "trois fois le taux d'intérêt légal",
    about="Rate of the penalties for late payment, in words, as invoices state it.",
    about_fr="Taux des pénalités de retard, en toutes lettres, tel que les factures le mentionnent.",
)
ESCOMPTE = parameter(
    "escompte",
    "Pas d'escompte pour paiement anticipé.",
    about="What invoices say of early payment.",
    about_fr="Ce que les factures disent du paiement anticipé.",
)
