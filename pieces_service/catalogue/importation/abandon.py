"""Giving up an import that fails again and again for a reason nobody foresaw.

An attempt is counted before it begins: one that takes the worker down with it counts too.
"""

from itertools import islice
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from catalogue.importation import etats
from catalogue.importation.erreurs import erreur
from catalogue.models import Import, LigneImport

TENTATIVES_MAX = 5  # of the analysis, and again of the application
LOT = 1000


@transaction.atomic
def tenter(import_id: UUID) -> bool:
    """Whether it may be tried once more; otherwise it is over and says why."""
    importation = Import.objects.select_for_update().defer("contenu").get(pk=import_id)
    if importation.etat not in etats.A_CONDUIRE:
        return False
    if importation.tentatives < TENTATIVES_MAX:
        importation.tentatives += 1
        importation.save(update_fields=["tentatives"])
        return True
    if importation.etat in etats.A_ANALYSER:
        rendre_illisible(importation, f"L'analyse a échoué {TENTATIVES_MAX} fois.")
    else:
        _laisser_le_reste(importation)
    return False


def rendre_illisible(importation: Import, detail: str) -> None:
    """Nothing of the file is kept but why it cannot be read. The caller holds the lock."""
    importation.detail.all().delete()
    faute = erreur("fichier_illisible", ligne=1, detail=detail)
    LigneImport.objects.create(
        importation=importation, ligne=1, action=etats.ERREUR, etat=etats.LAISSEE, erreurs=[faute]
    )
    importation.etat, importation.termine_le = etats.ILLISIBLE, timezone.now()
    importation.contenu, importation.en_erreur = None, 1
    importation.save()


def _laisser_le_reste(importation: Import) -> None:
    """What is applied stays; each line that is not says so."""
    restantes = importation.detail.filter(etat=etats.A_FAIRE).only("id", "ligne").iterator(chunk_size=LOT)
    while lot := list(islice(restantes, LOT)):
        for ligne in lot:
            ligne.etat = etats.ECHOUEE
            ligne.erreurs = [erreur("erreur_imprevue", ligne=ligne.ligne)]
        importation.echouees += len(lot)
        LigneImport.objects.bulk_update(lot, ["etat", "erreurs"])
    importation.etat, importation.termine_le = etats.TERMINE, timezone.now()
    importation.save(update_fields=["etat", "termine_le", "echouees"])
