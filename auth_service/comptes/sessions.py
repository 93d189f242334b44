"""Sessions: opened by a login, prolonged by one refresh token after another, closed for good."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from chassis import audit
from chassis.auth.actor import Actor
from comptes import administration, appareils, courriels, facteurs, jetons, revocations
from comptes.errors import JetonRefuse, SessionIntrouvable
from comptes.models import Defi, JetonRefresh, Session, Utilisateur
from comptes.origine import Origine
from comptes.verrous import verrouiller_compte

INACTIVITE = timedelta(hours=12)
DUREE = timedelta(days=7)

# One statement decides: of any number of simultaneous uses one finds used_at null. The session is locked as
# well, so that closing it at the same moment cannot miss the token that this rotation is about to add.
_CONSOMMER = """
    WITH famille AS (
        SELECT s.id FROM sessions s JOIN jetons_refresh j ON j.session_id = s.id
        WHERE j.empreinte = %(empreinte)s AND s.revoquee_le IS NULL AND s.expire_le > clock_timestamp()
        FOR UPDATE OF s)
    UPDATE jetons_refresh SET used_at = clock_timestamp() FROM famille
    WHERE session_id = famille.id AND empreinte = %(empreinte)s
      AND used_at IS NULL AND expire_le > clock_timestamp()
    RETURNING session_id
"""


@dataclass(frozen=True)
class Jetons:
    """What a client keeps. `expire_le`: when the refresh token ends if it is not used before."""

    access: str
    refresh: str
    expire_le: datetime
    utilisateur: Utilisateur


def ouvrir_session(*, utilisateur: Utilisateur, origine: Origine, pas_totp: int | None = None) -> Jetons:
    """Call it in the transaction that has locked the account and found that it may sign in."""
    maintenant = timezone.now()
    session = Session.objects.create(
        utilisateur=utilisateur,
        expire_le=maintenant + DUREE,
        ip=origine.ip,
        user_agent=origine.user_agent,
        appareil=origine.appareil,
        pas_totp=pas_totp,
    )
    # not "no device is known": those are forgotten when somebody else was seen in the account
    premiere = utilisateur.derniere_connexion is None
    utilisateur.derniere_connexion = maintenant
    utilisateur.save(update_fields=["derniere_connexion"])
    if appareils.noter(utilisateur, origine) and not premiere:
        _avertir_d_un_nouvel_appareil(utilisateur, origine)
    acteur = Actor(id=utilisateur.id, email=utilisateur.email, ip=origine.ip)
    audit.record("connecter", "utilisateurs", utilisateur.id, acteur=acteur, libelle=utilisateur.email)
    return _remettre(session, utilisateur)


def renouveler_session(*, refresh: str, origine: Origine) -> Jetons:
    """Exchange a refresh token for the next one; raises JetonRefuse.

    A token that was used before closes the whole session: either its thief or its owner has the next one. So
    does a role that has come to demand a second factor which the account does not have.
    Never call it inside another transaction that a refusal would roll back.
    """
    empreinte = jetons.empreinte(refresh)
    with transaction.atomic():
        session_id = _consommer(empreinte)
        if session_id is None:
            famille = Session.objects.filter(jetons__empreinte=empreinte, jetons__used_at__isnull=False)
            _fermer(famille, fin=Session.Fin.REUTILISATION, acteur=Actor(ip=origine.ip))
        else:
            session = Session.objects.select_related("utilisateur__role").get(pk=session_id)
            if not facteurs.manque(session.utilisateur):
                return _prolonger(session, origine)
            acteur = Actor(id=session.utilisateur_id, email=session.utilisateur.email, ip=origine.ip)
            _fermer(Session.objects.filter(pk=session_id), fin=Session.Fin.SECOND_FACTEUR, acteur=acteur)
    raise JetonRefuse()


def fermer_session_courante(*, acteur: Actor) -> None:
    """Sign out. Harmless when done twice."""
    with transaction.atomic():
        siennes = Session.objects.filter(utilisateur=acteur.id, pk=acteur.session_id)
        _fermer(siennes, fin=Session.Fin.DECONNEXION, acteur=acteur)


def fermer_session(*, session_id: UUID, acteur: Actor) -> None:
    with transaction.atomic():
        siennes = Session.objects.filter(utilisateur=acteur.id, pk=session_id, expire_le__gt=timezone.now())
        if not _fermer(siennes, fin=Session.Fin.REVOCATION, acteur=acteur):
            raise SessionIntrouvable()


def fermer_toutes_les_sessions(*, acteur: Actor) -> None:
    """On every device, this one included."""
    with transaction.atomic():
        # A login that is under way ends before this or finds its session closed: both lock the account.
        Utilisateur.objects.select_for_update(no_key=True).filter(pk=acteur.id).first()
        fermer_celles_de(acteur.id, fin=Session.Fin.DECONNEXION, acteur=acteur)


def deconnecter_utilisateur(*, utilisateur_id: UUID, acteur: Actor) -> None:
    """By an administrator: on every device."""
    with transaction.atomic():
        utilisateur = verrouiller_compte(utilisateur_id)
        administration.exiger_permissions(acteur, utilisateur.role.codes)
        fermer_celles_de(utilisateur.pk, fin=Session.Fin.REVOCATION, acteur=acteur)


def fermer_celles_de(utilisateur_id: UUID, *, fin: Session.Fin, acteur: Actor) -> None:
    """Call it with the account locked. A sign-in that waits for its second factor is over as well."""
    Defi.objects.filter(utilisateur=utilisateur_id).delete()
    _fermer(Session.objects.filter(utilisateur=utilisateur_id), fin=fin, acteur=acteur)


def _consommer(empreinte: str) -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute(_CONSOMMER, {"empreinte": empreinte})
        row = cursor.fetchone()
    return row[0] if row else None


def _prolonger(session: Session, origine: Origine) -> Jetons:
    session.active_le, session.ip = timezone.now(), origine.ip
    session.user_agent, session.appareil = origine.user_agent, origine.appareil
    session.save(update_fields=["active_le", "ip", "user_agent", "appareil"])
    return _remettre(session, session.utilisateur)


def _avertir_d_un_nouvel_appareil(utilisateur: Utilisateur, origine: Origine) -> None:
    courriels.avertir(
        "nouvel_appareil",
        utilisateur,
        appareil=origine.appareil or origine.user_agent[:60] or "?",
        ip=origine.ip,
        quand=f"{timezone.now():%d/%m/%Y %H:%M} UTC",
    )


def _remettre(session: Session, utilisateur: Utilisateur) -> Jetons:
    refresh = jetons.nouveau_jeton()
    expire_le = min(timezone.now() + INACTIVITE, session.expire_le)
    JetonRefresh.objects.create(session=session, empreinte=jetons.empreinte(refresh), expire_le=expire_le)
    return Jetons(jetons.signer_acces(utilisateur, session.pk), refresh, expire_le, utilisateur)


def _fermer(sessions, *, fin: Session.Fin, acteur: Actor) -> bool:
    fermees = revocations.fermer_sessions(sessions, fin=fin, acteur=acteur)
    for session in fermees:
        audit.record("fermer", "sessions", session.pk, acteur=acteur, libelle=fin.label, apres={"fin": fin})
    return bool(fermees)
