"""The seller's identity, from the central configuration, as an invoice keeps it."""

from chassis.live_config import Parameter
from commandes.errors import VendeurIncomplet
from config import parametres

CHAMPS: dict[str, Parameter] = {
    "nom": parametres.VENDEUR_NOM,
    "forme": parametres.VENDEUR_FORME,
    "adresse": parametres.VENDEUR_ADRESSE,
    "siret": parametres.VENDEUR_SIRET,
    "rcs": parametres.VENDEUR_RCS,
    "tva": parametres.VENDEUR_TVA,
    "iban": parametres.VENDEUR_IBAN,
    "bic": parametres.VENDEUR_BIC,
    "email": parametres.VENDEUR_EMAIL,
    "telephone": parametres.VENDEUR_TELEPHONE,
    "exoneration": parametres.VENDEUR_EXONERATION,
    "penalites": parametres.PENALITES_RETARD,
    "escompte": parametres.ESCOMPTE,
}
OBLIGATOIRES = ("nom", "adresse", "siret", "tva")  # without them an invoice is not legal


def identite_vendeur() -> dict[str, str]:
    """VendeurIncomplet."""
    manquants = [CHAMPS[champ].key for champ in OBLIGATOIRES if not CHAMPS[champ]()]
    if manquants:
        raise VendeurIncomplet(manquants=manquants)
    return {champ: parametre() for champ, parametre in CHAMPS.items()}
