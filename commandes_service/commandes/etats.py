"""The states of an order, and the ONE table of what may be done in each.

A transition with `par` asks stock_service: the order stands in that state, visible to all, until the answer
is known; then it reaches `vers`, or goes back to `depuis` when stock_service refuses.
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
    EXPEDIEE = "expediee", "Expédiée"
    LIVREE = "livree", "Livrée"
    ANNULATION_EN_COURS = "annulation_en_cours", "Annulation en cours"
    ANNULEE = "annulee", "Annulée"


class Action(TextChoices):
    CREER = "creer", "Créer"
    VALIDER = "valider", "Valider"
    PREPARER = "preparer", "Préparer"
    EXPEDIER = "expedier", "Expédier"
    LIVRER = "livrer", "Livrer"
    ANNULER = "annuler", "Annuler"


@dataclass(frozen=True)
class Transition:
    type: Type
    depuis: Etat
    action: Action
    vers: Etat
    par: Etat | None = None


_V, _E, _A = Type.VENTE, Etat, Action

TRANSITIONS = (
    Transition(_V, _E.BROUILLON, _A.VALIDER, _E.VALIDEE, par=_E.VALIDATION_EN_COURS),
    Transition(_V, _E.BROUILLON, _A.ANNULER, _E.ANNULEE),
    Transition(_V, _E.VALIDEE, _A.PREPARER, _E.PREPAREE),
    Transition(_V, _E.VALIDEE, _A.EXPEDIER, _E.EXPEDIEE, par=_E.EXPEDITION_EN_COURS),
    Transition(_V, _E.VALIDEE, _A.ANNULER, _E.ANNULEE, par=_E.ANNULATION_EN_COURS),
    Transition(_V, _E.PREPAREE, _A.EXPEDIER, _E.EXPEDIEE, par=_E.EXPEDITION_EN_COURS),
    Transition(_V, _E.PREPAREE, _A.ANNULER, _E.ANNULEE, par=_E.ANNULATION_EN_COURS),
    Transition(_V, _E.EXPEDIEE, _A.LIVRER, _E.LIVREE),
)

EN_COURS_DE = {t.action: t.par for t in TRANSITIONS if t.par}
EN_COURS = frozenset(EN_COURS_DE.values())
RESERVANTES = frozenset({_E.VALIDEE, _E.PREPAREE} | EN_COURS)  # what stock_service may hold something for
SANS_RESERVATION = frozenset({_E.BROUILLON, _E.ANNULEE})  # what it must hold nothing for
TERMINEES = frozenset({_E.LIVREE, _E.ANNULEE})  # their client or supplier may be deleted
MODIFIABLES = frozenset({_E.BROUILLON})
SUPPRIMABLES = frozenset({_E.BROUILLON, _E.ANNULEE})

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


def pas_permis() -> list[tuple[str, str, str, str]]:
    """Every (type, state before, action, state after) that a row of the history may show."""
    pas = {(t.value, "", Action.CREER.value, Etat.BROUILLON.value) for t in Type}
    for t in TRANSITIONS:
        chemin = [(t.depuis, t.vers)]
        if t.par:
            chemin = [(t.depuis, t.par), (t.par, t.vers), (t.par, t.depuis)]
        pas |= {(t.type.value, avant.value, t.action.value, apres.value) for avant, apres in chemin}
    return sorted(pas)


def diagramme() -> str:
    """The table as a Mermaid state diagram."""
    lignes = ["stateDiagram-v2", "    [*] --> brouillon: creer"]
    for t in TRANSITIONS:
        if t.par:
            lignes += [
                f"    {t.depuis} --> {t.par}: {t.action}",
                f"    {t.par} --> {t.vers}: stock d'accord",
                f"    {t.par} --> {t.depuis}: stock refuse",
            ]
        else:
            lignes.append(f"    {t.depuis} --> {t.vers}: {t.action}")
    lignes += [f"    {etat} --> [*]" for etat in sorted(TERMINEES)]
    return "\n".join(dict.fromkeys(lignes))
