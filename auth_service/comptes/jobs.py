from datetime import timedelta

from django.utils import timezone

from chassis.jobs import job
from comptes import codes
from comptes.inscriptions import envoyer_confirmations
from comptes.models import (
    AppareilConnu,
    CodeCourriel,
    Connexion,
    Defi,
    Envois,
    Inscription,
    Lien,
    Session,
    Tentatives,
)
from comptes.oublis import envoyer_reinitialisations

SESSIONS_JOURS = 30
CONNEXIONS_JOURS = 365
TENTATIVES_JOURS = 1
ENVOIS_JOURS = 1
INSCRIPTIONS_JOURS = 2


@job(every=1)
def repondre_par_courriel() -> None:
    """Sign-ups and forgotten passwords: looked up here, so that no request shows who has an account."""
    envoyer_confirmations()
    envoyer_reinitialisations()


@job(every=3600)
def oublier_le_passe() -> None:
    """Sessions long over, an old login history, counts, codes, links and challenges that no longer matter."""
    maintenant = timezone.now()

    def avant(jours: int):
        return maintenant - timedelta(days=jours)

    Session.objects.filter(expire_le__lt=avant(SESSIONS_JOURS)).delete()
    Connexion.objects.filter(survenue_le__lt=avant(CONNEXIONS_JOURS)).delete()
    AppareilConnu.objects.filter(vu_le__lt=avant(CONNEXIONS_JOURS)).delete()
    Tentatives.objects.filter(derniere_le__lt=avant(TENTATIVES_JOURS)).delete()
    Envois.objects.filter(envoyes_le__0__lt=avant(ENVOIS_JOURS)).delete()
    Inscription.objects.filter(demandee_le__lt=avant(INSCRIPTIONS_JOURS)).delete()
    for ephemere in (Lien, Defi, CodeCourriel):
        ephemere.objects.filter(expire_le__lt=maintenant).delete()
    codes.oublier_pas_anciens()
