"""THE RULES of deliveries to webhooks: planned once per event, tried again later, replayed on demand."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Prefetch, Q, QuerySet, TextField, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Lower
from django.utils import timezone

from chassis import audit
from chassis.auth.actor import Actor
from chassis.filters import normalise
from chassis.identifiers import new_id
from notifications.catalogue import EVENEMENTS, TEST, TOUS
from notifications.errors import LivraisonInconnue, WebhookInactif
from notifications.models import EtatLivraison, Livraison, Tentative, Webhook
from notifications.webhooks import MODULE, lire_webhook, verrouiller_webhook

MINUTE, HEURE = 60, 3_600
# seconds until the next try, after the first, the second ... failure
DELAIS = [10, 30, MINUTE, 5 * MINUTE, 15 * MINUTE, HEURE, 3 * HEURE, 6 * HEURE, 12 * HEURE]
ESSAIS = len(DELAIS) + 1
# what the log is searched by, beside the state: the event as it is called, and what it tells of
CHERCHES = {
    "noms": Case(
        *(
            When(evenement=nom, then=Value(normalise(" ".join([nom, *libelles.values()]))))
            for nom, libelles in (EVENEMENTS | {TEST: {"fr": "Essai"}}).items()
        ),
        default=F("evenement"),
        output_field=TextField(),
    ),
    "reference": Lower(KT("contenu__donnees__reference")),
}


def lister_livraisons(webhook_id: UUID) -> QuerySet[Livraison]:
    """Newest first, each with its tries; CHERCHES may be filtered by. WebhookInconnu."""
    siennes = _avec_tentatives().filter(webhook=lire_webhook(webhook_id)).order_by("-cree_le", "-id")
    return siennes.alias(**CHERCHES)


def lire_livraison(livraison_id: UUID) -> Livraison:
    livraison = _avec_tentatives().filter(pk=livraison_id, webhook__supprime_le=None).first()
    if livraison is None:
        raise LivraisonInconnue()
    return livraison


def prevoir_livraisons(
    *, evenement: str, source_id: UUID, donnees: dict[str, Any], emis_le: datetime
) -> None:
    """One delivery for each webhook that wants this event; once per webhook and source."""
    veulent = Q(evenements__contains=[evenement]) | Q(evenements__contains=[TOUS])
    webhooks = Webhook.objects.filter(veulent, actif=True).order_by("id")
    livraisons = [_livraison(webhook, evenement, source_id, donnees, emis_le) for webhook in webhooks]
    Livraison.objects.bulk_create(livraisons, ignore_conflicts=True)


def tester_webhook(*, webhook_id: UUID, acteur: Actor) -> Livraison:
    """One call with a made-up event, also to a webhook that is switched off; tried once."""
    with transaction.atomic():
        webhook = verrouiller_webhook(webhook_id)
        donnees = {"message": "Ceci est un essai.", "webhook_id": str(webhook.id)}
        livraison = _livraison(webhook, TEST, new_id(), donnees, timezone.now())
        livraison.save(force_insert=True)
        _noter("tester", livraison, acteur)
    return lire_livraison(livraison.pk)


def rejouer_livraison(*, livraison_id: UUID, acteur: Actor) -> Livraison:
    """Send it again, now, with all its tries before it. LivraisonInconnue, WebhookInactif."""
    trouvee = lire_livraison(livraison_id)
    with transaction.atomic():
        webhook = verrouiller_webhook(trouvee.webhook_id)
        if not webhook.actif and trouvee.evenement != TEST:
            raise WebhookInactif()
        livraison = Livraison.objects.select_for_update().get(pk=livraison_id)
        livraison.etat, livraison.termine_le = EtatLivraison.EN_ATTENTE, None
        livraison.essais, livraison.prochain_essai_le = 0, timezone.now()
        livraison.save()
        _noter("rejouer", livraison, acteur)
    return lire_livraison(livraison_id)


def prochain_essai(livraison: Livraison, instant: datetime) -> datetime | None:
    """After a failure; None when there is none left."""
    if livraison.evenement == TEST or livraison.essais >= ESSAIS:
        return None
    return instant + timedelta(seconds=DELAIS[livraison.essais - 1])


def _livraison(webhook: Webhook, evenement: str, source_id: UUID, donnees, emis_le: datetime) -> Livraison:
    livraison_id, maintenant = new_id(), timezone.now()
    contenu = {
        "id": str(livraison_id),
        "evenement": evenement,
        "emis_le": emis_le.isoformat(),
        "donnees": donnees,
    }
    return Livraison(
        id=livraison_id,
        webhook=webhook,
        source_id=source_id,
        evenement=evenement,
        contenu=contenu,
        prochain_essai_le=maintenant,
        cree_le=maintenant,
    )


def _avec_tentatives() -> QuerySet[Livraison]:
    return Livraison.objects.prefetch_related(
        Prefetch("tentatives", Tentative.objects.order_by("numero"), to_attr="toutes")
    )


def _noter(action: str, livraison: Livraison, acteur: Actor) -> None:
    audit.record(action, MODULE, livraison.webhook_id, acteur=acteur, libelle=livraison.webhook.nom)
