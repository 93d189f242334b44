"""THE RULES of webhooks: what is called for which events."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from chassis import audit, corbeille, outbound
from chassis.auth.actor import Actor
from chassis.filters import normalise
from chassis.identifiers import new_id
from chassis.versions import require_version
from notifications.errors import AdresseInterdite, IdentifiantPris, PasDansLaCorbeille, WebhookInconnu
from notifications.models import Webhook
from notifications.signatures import GRACE

MODULE = "webhooks"
CHAMPS = ("nom", "url", "evenements", "actif")


def lister_webhooks() -> QuerySet[Webhook]:
    return Webhook.objects.filter(supprime_le=None).order_by("nom", "id")


def lire_webhook(webhook_id: UUID) -> Webhook:
    webhook = lister_webhooks().filter(pk=webhook_id).first()
    if webhook is None:
        raise WebhookInconnu()
    return webhook


def creer_webhook(*, acteur: Actor, id: UUID | None = None, **champs: Any) -> Webhook:
    """AdresseInterdite, IdentifiantPris."""
    _refuser_adresse_interdite(champs["url"])
    with transaction.atomic():
        webhook = Webhook(id=id or new_id(), **champs)
        if Webhook.objects.filter(pk=webhook.pk).exists():
            raise IdentifiantPris(id=str(webhook.pk))
        webhook.recherche = _recherche(webhook)
        webhook.save(force_insert=True)
        _noter("creer", webhook, acteur, apres=_instantane(webhook))
    return webhook


def modifier_webhook(
    *, webhook_id: UUID, changements: dict[str, Any], acteur: Actor, version_attendue: int | None
) -> Webhook:
    """Switching it on again forgets its failures. AdresseInterdite, VersionMismatch."""
    if "url" in changements:
        _refuser_adresse_interdite(changements["url"])
    with transaction.atomic():
        webhook = verrouiller_webhook(webhook_id)
        require_version(webhook.version, version_attendue)
        avant, etait_actif = _instantane(webhook), webhook.actif
        for champ in CHAMPS:
            setattr(webhook, champ, changements.get(champ, getattr(webhook, champ)))
        if webhook.actif and not etait_actif:
            webhook.echecs_consecutifs, webhook.premier_echec_le = 0, None
            webhook.desactive_le = webhook.desactive_motif = None
        webhook.recherche = _recherche(webhook)
        changer_webhook(webhook)
        _noter("modifier", webhook, acteur, avant=avant, apres=_instantane(webhook))
    return webhook


def renouveler_secret(*, webhook_id: UUID, acteur: Actor) -> Webhook:
    """A new secret; for a day calls are signed with both."""
    with transaction.atomic():
        webhook = verrouiller_webhook(webhook_id)
        webhook.secret_version += 1
        webhook.ancien_secret_jusqua = timezone.now() + GRACE
        changer_webhook(webhook)
        _noter("renouveler_secret", webhook, acteur)
    return webhook


def supprimer_webhook(*, webhook_id: UUID, acteur: Actor, version_attendue: int | None) -> None:
    """To the trash: it is called no more."""
    with transaction.atomic():
        webhook = verrouiller_webhook(webhook_id)
        require_version(webhook.version, version_attendue)
        instantane = _instantane(webhook)
        webhook.actif, webhook.supprime_le, webhook.supprime_par = False, timezone.now(), acteur.id
        changer_webhook(webhook)
        corbeille.deposer(MODULE, webhook.pk, libelle=webhook.nom, instantane=instantane, acteur=acteur)
        _noter("supprimer", webhook, acteur, avant=instantane)


def restaurer_webhook(*, objet_id: UUID, acteur: Actor) -> str:
    """It comes back switched off: whoever wants it called again says so."""
    with transaction.atomic():
        webhook = _verrouiller_meme_supprime(objet_id)
        if webhook.supprime_le is not None:
            webhook.supprime_le = webhook.supprime_par = None
            changer_webhook(webhook)
            _noter("restaurer", webhook, acteur, apres=_instantane(webhook))
    return webhook.nom


def purger_webhook(*, objet_id: UUID, acteur: Actor) -> str:
    """Remove it with the log of its calls; PasDansLaCorbeille."""
    with transaction.atomic():
        webhook = Webhook.objects.select_for_update().filter(pk=objet_id).first()
        if webhook is None:
            return ""
        if webhook.supprime_le is None:
            raise PasDansLaCorbeille()
        _noter("purger", webhook, acteur, avant=_instantane(webhook))
        webhook.delete()
    return webhook.nom


def apercu_webhook(*, objet_id: UUID) -> corbeille.Apercu:
    webhook = Webhook.objects.filter(pk=objet_id).first()
    if webhook is None:
        raise WebhookInconnu()
    revient = [{"module": MODULE, "objet_id": str(webhook.pk), "libelle": webhook.nom}]
    return corbeille.Apercu(webhook.nom, revient=revient)


def verrouiller_webhook(webhook_id: UUID) -> Webhook:
    """Locked until the transaction ends; WebhookInconnu, also when it is in the trash."""
    webhook = _verrouiller_meme_supprime(webhook_id)
    if webhook.supprime_le is not None:
        raise WebhookInconnu()
    return webhook


def changer_webhook(webhook: Webhook) -> None:
    webhook.version += 1
    webhook.save()


def _verrouiller_meme_supprime(webhook_id: UUID) -> Webhook:
    webhook = Webhook.objects.select_for_update(no_key=True).filter(pk=webhook_id).first()
    if webhook is None:
        raise WebhookInconnu()
    return webhook


def _refuser_adresse_interdite(url: str) -> None:
    """Said early, as a service to people; what counts is the same question at each call."""
    adresse = outbound.forbidden_address(url, allowed=settings.WEBHOOK_ALLOWED_NETWORKS)
    if adresse:
        raise AdresseInterdite(adresse=adresse)


def _recherche(webhook: Webhook) -> str:
    return normalise(f"{webhook.nom} {webhook.url}")


def _instantane(webhook: Webhook) -> dict[str, Any]:
    return {champ: getattr(webhook, champ) for champ in CHAMPS}


def _noter(action: str, webhook: Webhook, acteur: Actor, **etats: Any) -> None:
    audit.record(action, MODULE, webhook.pk, acteur=acteur, libelle=webhook.nom, **etats)
