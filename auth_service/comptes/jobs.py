from datetime import timedelta

from django.utils import timezone

from chassis.jobs import job
from comptes.models import Connexion, Session, Tentatives

SESSIONS_JOURS = 30
CONNEXIONS_JOURS = 365
TENTATIVES_JOURS = 1


@job(every=3600)
def oublier_le_passe() -> None:
    """Sessions long over, an old login history, counts of guesses that no longer matter."""
    maintenant = timezone.now()
    Session.objects.filter(expire_le__lt=maintenant - timedelta(days=SESSIONS_JOURS)).delete()
    Connexion.objects.filter(survenue_le__lt=maintenant - timedelta(days=CONNEXIONS_JOURS)).delete()
    Tentatives.objects.filter(derniere_le__lt=maintenant - timedelta(days=TENTATIVES_JOURS)).delete()
