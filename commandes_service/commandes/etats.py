"""The states of an order, and the ONE table of what may be done in each.

A transition with `par` asks stock_service: the order stands in that state, visible to all, until the answer
is known; then it reaches `vers`, or `partiel` when the act leaves something to do, or goes back to `depuis`
when stock_service refuses.
"""

from dataclasses import dataclass

from django.db.models import TextChoices

from commandes.errors import TransitionInterdite


class Type(TextChoices):
    VENTE = "vente", "Vente"
    ACHAT = "achat", "Achat"


class Etat(TextChoices):
    BROUILLON = "brouillon", "Brouillon"
    VALIDATION_EN_COURS = "validation_en_cours", "Validation en cours"
    VALIDEE = "validee", "Validée"
    PREPAREE = "preparee", "Préparée"
    EXPEDITION_EN_COURS = "expedition_en_cours", "Expédition en cours"
    PARTIELLEMENT_EXPEDIEE = "partiellement_expediee", "Partiellement expédiée"
    EXPEDIEE = "expediee", "Expédiée"
    LIVREE = "livree", "Livrée"
    RECEPTION_EN_COURS = "reception_en_cours", "Réception en cours"
    PARTIELLEMENT_RECUE = "partiellement_recue", "Partiellement reçue"
    RECUE = "recue", "Reçue"
    RETOUR_EN_COURS = "retour_en_cours", "Retour en cours"
    RETOURNEE = "retournee", "Retournée"
    SOLDE_EN_COURS = "solde_en_cours", "Clôture en cours"
    ANNULATION_EN_COURS = "annulation_en_cours", "Annulation en cours"
    ANNULEE = "annulee", "Annulée"


class Action(TextChoices):
    CREER = "creer", "Créer"
    VALIDER = "valider", "Valider"
    PREPARER = "preparer", "Préparer"
    EXPEDIER = "expedier", "Expédier"
    LIVRER = "livrer", "Livrer"
    RECEVOIR = "recevoir", "Recevoir"
    RETOURNER = "retourner", "Retourner"
    SOLDER = "solder", "Solder"
    ANNULER = "annuler", "Annuler"


@dataclass(frozen=True)
class Transition:
    type: Type
    depuis: Etat
    action: Action
    vers: Etat
    par: Etat | None = None
    partiel: Etat | None = None

    def arrivee(self, *, complete: bool) -> Etat:
        return self.vers if complete or self.partiel is None else self.partiel


_V, _A, _E, _F = Type.VENTE, Type.ACHAT, Etat, Action

TRANSITIONS = (
    Transition(_V, _E.BROUILLON, _F.VALIDER, _E.VALIDEE, par=_E.VALIDATION_EN_COURS),
    Transition(_V, _E.BROUILLON, _F.ANNULER, _E.ANNULEE),
    Transition(_V, _E.VALIDEE, _F.PREPARER, _E.PREPAREE),
    *(
        Transition(_V, depuis, _F.EXPEDIER, _E.EXPEDIEE, _E.EXPEDITION_EN_COURS, _E.PARTIELLEMENT_EXPEDIEE)
        for depuis in (_E.VALIDEE, _E.PREPAREE, _E.PARTIELLEMENT_EXPEDIEE)
    ),
    Transition(_V, _E.VALIDEE, _F.ANNULER, _E.ANNULEE, par=_E.ANNULATION_EN_COURS),
    Transition(_V, _E.PREPAREE, _F.ANNULER, _E.ANNULEE, par=_E.ANNULATION_EN_COURS),
    Transition(_V, _E.PARTIELLEMENT_EXPEDIEE, _F.SOLDER, _E.EXPEDIEE, par=_E.SOLDE_EN_COURS),
    Transition(_V, _E.EXPEDIEE, _F.LIVRER, _E.LIVREE),
    Transition(
        _V, _E.PARTIELLEMENT_EXPEDIEE, _F.RETOURNER, _E.PARTIELLEMENT_EXPEDIEE, par=_E.RETOUR_EN_COURS
    ),
    Transition(_V, _E.EXPEDIEE, _F.RETOURNER, _E.RETOURNEE, _E.RETOUR_EN_COURS, _E.EXPEDIEE),
    Transition(_V, _E.LIVREE, _F.RETOURNER, _E.RETOURNEE, _E.RETOUR_EN_COURS, _E.LIVREE),
    Transition(_A, _E.BROUILLON, _F.VALIDER, _E.VALIDEE),
    Transition(_A, _E.BROUILLON, _F.ANNULER, _E.ANNULEE),
    Transition(_A, _E.VALIDEE, _F.ANNULER, _E.ANNULEE),
    *(
        Transition(_A, depuis, _F.RECEVOIR, _E.RECUE, _E.RECEPTION_EN_COURS, _E.PARTIELLEMENT_RECUE)
        for depuis in (_E.VALIDEE, _E.PARTIELLEMENT_RECUE)
    ),
    Transition(_A, _E.PARTIELLEMENT_RECUE, _F.SOLDER, _E.RECUE),
    Transition(_A, _E.PARTIELLEMENT_RECUE, _F.RETOURNER, _E.PARTIELLEMENT_RECUE, par=_E.RETOUR_EN_COURS),
    Transition(_A, _E.RECUE, _F.RETOURNER, _E.RETOURNEE, _E.RETOUR_EN_COURS, _E.RECUE),
)

EN_COURS_DE = {t.action: t.par for t in TRANSITIONS if t.par}
EN_COURS = frozenset(EN_COURS_DE.values())
# What stock_service may hold a reservation for (of a sale), and what it must hold none for.
RESERVANTES = frozenset({_E.VALIDEE, _E.PREPAREE, _E.PARTIELLEMENT_EXPEDIEE} | EN_COURS)
SANS_RESERVATION = frozenset({_E.BROUILLON, _E.ANNULEE})
# Their client or supplier may be deleted.
TERMINEES = frozenset({_E.LIVREE, _E.RECUE, _E.RETOURNEE, _E.ANNULEE})
MODIFIABLES = frozenset({_E.BROUILLON})
SUPPRIMABLES = frozenset({_E.BROUILLON, _E.ANNULEE})
FACTURABLES = frozenset(Etat) - {
    _E.BROUILLON,
    _E.VALIDATION_EN_COURS,
    _E.ANNULATION_EN_COURS,
    _E.ANNULEE,
}
MOUVEMENTS = frozenset({_F.EXPEDIER, _F.RECEVOIR, _F.RETOURNER})  # goods move, of lines that are named

_PAR_DEPART = {(t.type, t.depuis, t.action): t for t in TRANSITIONS}


def transition(type_commande: str, etat: str, action: str) -> Transition:
    """The row of the table; TransitionInterdite when it has none."""
    found = _PAR_DEPART.get((type_commande, etat, action))
    if found is None:
        raise TransitionInterdite(
            f"« {Action(action).label} » n'est pas possible : la commande est « {Etat(etat).label} ».",
            etat=str(etat),
            action=str(action),
        )
    return found


def actions_permises(type_commande: str, etat: str) -> list[str]:
    """What the table offers an order in this state, in the order of a life."""
    return [a.value for a in Action if (type_commande, etat, a) in _PAR_DEPART]


def pas_permis() -> list[tuple[str, str, str, str]]:
    """Every (type, state before, action, state after) that a row of the history may show."""
    pas = {(t.value, "", Action.CREER.value, Etat.BROUILLON.value) for t in Type}
    for t in TRANSITIONS:
        pas |= {(t.type.value, avant.value, t.action.value, apres.value) for avant, apres in _chemin(t)}
    return sorted(pas)


def _chemin(t: Transition) -> list[tuple[Etat, Etat]]:
    if not t.par:
        return [(t.depuis, t.vers)]
    return [(t.depuis, t.par), *((t.par, apres) for apres in (t.vers, t.partiel, t.depuis) if apres)]


def diagramme(type_commande: str) -> str:
    """The table of sales or of purchases as a Mermaid state diagram."""
    lignes = ["stateDiagram-v2", "    [*] --> brouillon: creer"]
    for t in (t for t in TRANSITIONS if t.type == type_commande):
        if not t.par:
            lignes.append(f"    {t.depuis} --> {t.vers}: {t.action}")
            continue
        lignes.append(f"    {t.depuis} --> {t.par}: {t.action}")
        if t.partiel:
            lignes.append(f"    {t.par} --> {t.vers}: tout")
            lignes.append(f"    {t.par} --> {t.partiel}: une partie")
        else:
            lignes.append(f"    {t.par} --> {t.vers}: stock d'accord")
        if t.depuis not in (t.vers, t.partiel):
            lignes.append(f"    {t.par} --> {t.depuis}: stock refuse")
    etats = {t.vers for t in TRANSITIONS if t.type == type_commande}
    lignes += [f"    {etat} --> [*]" for etat in sorted(TERMINEES & etats)]
    return "\n".join(dict.fromkeys(lignes))


def page_des_etats() -> str:
    """docs/commandes-etats.md, whole."""
    parties = [
        "# The states of orders",
        "Made from the one table of transitions, `commandes_service/commandes/etats.py`, by"
        " `manage.py diagramme_etats`; a test compares.\nA `*_en_cours` state is visible to all:"
        " stock_service has been asked and its answer is not known yet. It usually lasts\nmilliseconds,"
        " and the worker drives it on when it does not.",
    ]
    for type_commande, titre in ((Type.VENTE, "Sales (`vente`)"), (Type.ACHAT, "Purchases (`achat`)")):
        parties += [f"## {titre}", f"```mermaid\n{diagramme(type_commande)}\n```"]
        parties.append(_table(type_commande))
    return "\n\n".join(parties)


def _table(type_commande: str) -> str:
    lignes = ["| from | action | to | when only a part | meanwhile |", "|---|---|---|---|---|"]
    lignes += [
        f"| {t.depuis} | {t.action} | {t.vers} | {t.partiel or ''} | {t.par or ''} |"
        for t in TRANSITIONS
        if t.type == type_commande
    ]
    return "\n".join(lignes)
