"""The calls of one webhook: what is due is sent, and each try written down.

A delivery is taken for CLAIM_SECONDS before it is sent: when the worker dies meanwhile it is sent again, with
the same id, by which the receiver recognises it.
"""

import time
from datetime import datetime, timedelta
from uuid import UUID

import orjson
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from chassis import __version__, audit, background, outbound
from chassis.auth.actor import Actor
from chassis.identifiers import new_id
from config.parametres import WEBHOOK_ECHEC_HEURES
from notifications.catalogue import TEST
from notifications.envois import Contenu, alerter_permission
from notifications.livraisons import prochain_essai
from notifications.models import EtatLivraison, Livraison, Niveau, Tentative, TypeNotification, Webhook
from notifications.signatures import EN_TETE, signer
from notifications.textes import rediger_textes
from notifications.webhooks import MODULE, changer_webhook

TOUR_SECONDS = 5.0
CLAIM_SECONDS = 60
ECHECS = "echecs"


def webhooks_attendus() -> list[UUID]:
    """Those that have something due."""
    return list(_dues().order_by("webhook_id").values_list("webhook_id", flat=True).distinct())


def livrer_au_webhook(webhook_id: UUID) -> None:
    """One turn: what is due, oldest first, until one fails, the time is over or the process is to stop."""
    fin = time.monotonic() + TOUR_SECONDS
    while time.monotonic() < fin and not background.stop.is_set():
        livraison = _prendre(webhook_id)
        if livraison is None or not _livrer(livraison):
            return


def _dues() -> QuerySet[Livraison]:
    attendue = Q(webhook__actif=True) | Q(evenement=TEST, webhook__supprime_le=None)
    return Livraison.objects.filter(
        attendue, etat=EtatLivraison.EN_ATTENTE, prochain_essai_le__lte=timezone.now()
    )


def _prendre(webhook_id: UUID) -> Livraison | None:
    """The oldest one due; nobody else takes it for a while."""
    with transaction.atomic():
        dues = _dues().filter(webhook_id=webhook_id).select_related("webhook").order_by("cree_le", "id")
        livraison = dues.select_for_update(of=["self"], skip_locked=True).first()
        if livraison is not None:
            livraison.essais += 1
            livraison.prochain_essai_le = timezone.now() + timedelta(seconds=CLAIM_SECONDS)
            livraison.save(update_fields=["essais", "prochain_essai_le"])
    return livraison


def _livrer(livraison: Livraison) -> bool:
    commence_le = timezone.now()
    corps = orjson.dumps(livraison.contenu)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"Gestion-de-Stock/{__version__}",
        "Gestion-Evenement": livraison.evenement,
        "Gestion-Livraison": str(livraison.id),
        EN_TETE: signer(livraison.webhook, corps, commence_le),
    }
    reply = outbound.post(livraison.webhook.url, corps, headers, allowed=settings.WEBHOOK_ALLOWED_NETWORKS)
    _noter_essai(livraison, commence_le, reply)
    return reply.ok


def _noter_essai(prise: Livraison, commence_le: datetime, reply: outbound.Reply) -> None:
    """`prise`: the delivery as it was taken; replayed or taken again since, it is not concluded by this."""
    with transaction.atomic():
        webhook = Webhook.objects.select_for_update(no_key=True).filter(pk=prise.webhook_id).first()
        livraison = Livraison.objects.select_for_update(of=["self"]).filter(pk=prise.pk).first()
        if webhook is None or livraison is None:
            return  # purged meanwhile
        Tentative.objects.create(
            livraison=livraison,
            numero=livraison.tentatives.count() + 1,
            commence_le=commence_le,
            duree_ms=reply.duration_ms,
            statut=reply.status,
            erreur=reply.error or (None if reply.ok else outbound.ANSWER),
            adresse=reply.address,
            extrait=reply.excerpt,
        )
        if livraison.prochain_essai_le == prise.prochain_essai_le:
            _conclure(livraison, reply.ok)
        _suivre_webhook(webhook, livraison, reply.ok)


def _conclure(livraison: Livraison, reussie: bool) -> None:
    maintenant = timezone.now()
    livraison.prochain_essai_le = None if reussie else prochain_essai(livraison, maintenant)
    if livraison.prochain_essai_le is None:
        livraison.etat = EtatLivraison.REUSSIE if reussie else EtatLivraison.ABANDONNEE
        livraison.termine_le = maintenant
    livraison.save(update_fields=["etat", "prochain_essai_le", "termine_le"])


def _suivre_webhook(webhook: Webhook, livraison: Livraison, reussie: bool) -> None:
    """A success forgets the failures before it; failures for too long switch the webhook off."""
    maintenant = timezone.now()
    if reussie:
        webhook.echecs_consecutifs, webhook.premier_echec_le = 0, None
        webhook.dernier_succes_le = maintenant
    elif livraison.evenement != TEST:
        webhook.echecs_consecutifs += 1
        webhook.premier_echec_le = webhook.premier_echec_le or maintenant
    webhook.save(update_fields=["echecs_consecutifs", "premier_echec_le", "dernier_succes_le"])
    trop_long = timedelta(hours=WEBHOOK_ECHEC_HEURES())
    if webhook.actif and webhook.premier_echec_le and maintenant - webhook.premier_echec_le >= trop_long:
        _desactiver(webhook)


def _desactiver(webhook: Webhook) -> None:
    webhook.actif, webhook.desactive_le, webhook.desactive_motif = False, timezone.now(), ECHECS
    changer_webhook(webhook)
    acteur = Actor(service=settings.SERVICE_NAME)
    apres = {"actif": False, "echecs_consecutifs": webhook.echecs_consecutifs}
    audit.record("desactiver", MODULE, webhook.pk, acteur=acteur, libelle=webhook.nom, apres=apres)
    textes = rediger_textes(
        "webhooks",
        "desactiver",
        {"nom": webhook.nom, "url": webhook.url, "echecs": webhook.echecs_consecutifs},
    )
    lien = f"/notifications/webhooks/{webhook.pk}"
    contenu = Contenu(TypeNotification.SYSTEME, Niveau.CRITIQUE, textes, lien=lien)
    alerter_permission(
        source_id=new_id(), origine="webhooks.desactiver", permission="webhooks.gerer", contenu=contenu
    )
