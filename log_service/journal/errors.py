"""Every refusal of this service."""

from typing import Any

from chassis.errors import NotFound, Refusal, Unavailable


class LogIntrouvable(NotFound):
    code = "log_introuvable"
    title = "Cette entrée du journal n'existe pas"


class EntreeIntrouvable(NotFound):
    code = "entree_introuvable"
    title = "Cette entrée de la corbeille n'existe pas"


class EntreeClose(Refusal):
    """Restored entries are not purged, purged ones not restored. Data: `etat`."""

    code = "entree_close"
    title = "Cette entrée de la corbeille n'est plus disponible"


class OperationEnCours(Refusal):
    """A restoration and a purge of one object exclude each other. Data: `operation`."""

    code = "operation_en_cours"
    title = "Une autre opération est en cours sur cet objet"


class RefusDuProprietaire(Refusal):
    """The service that owns the object refuses: its own code, title, sentence and data are passed on."""

    code = "refus_du_proprietaire"
    title = "Le service propriétaire refuse"

    def __init__(self, probleme: dict[str, Any]):
        propres = {"type", "title", "status", "detail", "code", "request_id"}
        self.code = probleme.get("code") or self.code
        self.title = probleme.get("title") or self.title
        super().__init__(
            probleme.get("detail"), **{nom: valeur for nom, valeur in probleme.items() if nom not in propres}
        )

    @property
    def objet_vivant(self) -> bool:
        """The object is not in the trash: it came back without this service having heard of it."""
        return self.data.get("vivant") is True


class ProprietaireIndisponible(Unavailable):
    """The owner answered, but neither yes nor with a refusal of its rules. Data: `service`, `statut`."""

    code = "proprietaire_indisponible"
    title = "Le service propriétaire ne peut pas répondre"


class ConsulIndisponible(Unavailable):
    code = "consul_indisponible"
    title = "La configuration centrale ne répond pas"


class RequeteInconnue(NotFound):
    code = "requete_inconnue"
    title = "Aucune trace de cette requête"


class ParametreInconnu(NotFound):
    """No service declares this key."""

    code = "parametre_inconnu"
    title = "Ce réglage n'existe pas"


class ExportTropGrand(Refusal):
    """Data: `maximum`."""

    code = "export_trop_grand"
    title = "Cet export serait trop grand"
