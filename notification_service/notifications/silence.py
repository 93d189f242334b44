"""Quiet hours and the hour of the digest, in the time zone of the user."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from notifications.models import Courriel, EtatCourriel, Reglages


@dataclass(frozen=True)
class Prevision:
    """When a mail leaves, if it does."""

    etat: EtatCourriel
    prevu_le: datetime | None = None


def est_silencieux(reglages: Reglages, instant: datetime) -> bool:
    debut, fin = reglages.silence_debut, reglages.silence_fin
    if debut is None or fin is None:
        return False
    heure = instant.astimezone(ZoneInfo(reglages.fuseau)).time()
    return debut <= heure < fin if debut < fin else heure >= debut or heure < fin


def prevoir_courriel(mode: str, reglages: Reglages, instant: datetime) -> Prevision:
    """A mail asked for in the quiet hours leaves when they end."""
    if mode == Courriel.JAMAIS:
        return Prevision(EtatCourriel.AUCUN)
    if mode == Courriel.RESUME:
        resume = _prochaine_fois(time(reglages.resume_heure), reglages, instant)
        return Prevision(EtatCourriel.RESUME, _apres_le_silence(reglages, resume))
    if est_silencieux(reglages, instant):
        return Prevision(EtatCourriel.SILENCE, _apres_le_silence(reglages, instant))
    return Prevision(EtatCourriel.IMMEDIAT, instant)


def _apres_le_silence(reglages: Reglages, instant: datetime) -> datetime:
    if not est_silencieux(reglages, instant):
        return instant
    return _prochaine_fois(reglages.silence_fin, reglages, instant)


def _prochaine_fois(heure: time, reglages: Reglages, instant: datetime) -> datetime:
    """The next moment after `instant` at which the user's clock shows `heure`."""
    fuseau = ZoneInfo(reglages.fuseau)
    jour = instant.astimezone(fuseau).date()
    fois = datetime.combine(jour, heure, fuseau).astimezone(UTC)
    if fois <= instant:
        fois = datetime.combine(jour + timedelta(days=1), heure, fuseau).astimezone(UTC)
    return fois
