"""Typed refusals, free of HTTP. A rule raises one; `chassis.problem` alone gives it a status.

A refusal has a `code` (stable, documented, for programs), a `detail` (a sentence for people) and data.
"""

from typing import Any, ClassVar


class DomainError(Exception):
    """Base of every refusal. Subclass one of the kinds below, never this."""

    code: ClassVar[str] = "erreur"
    title: ClassVar[str] = "Demande refusée"

    def __init__(self, detail: str | None = None, **data: Any):
        self.detail = detail or self.title
        self.data = data
        super().__init__(self.detail)


class Refusal(DomainError):
    """The request is well formed; a rule of the domain refuses it."""

    code = "refus"


class NotFound(DomainError):
    code = "introuvable"
    title = "Introuvable"


class InvalidInput(DomainError):
    """`errors` maps a field's name to a list of sentences."""

    code = "donnees_invalides"
    title = "Données invalides"

    def __init__(self, errors: dict[str, list[str]], detail: str | None = None, **data: Any):
        super().__init__(detail, errors=errors, **data)


class Forbidden(DomainError):
    code = "interdit"
    title = "Action non autorisée"


class Unauthenticated(DomainError):
    code = "non_authentifie"
    title = "Authentification requise"


class VersionMismatch(DomainError):
    code = "version_perimee"
    title = "L'objet a changé entre-temps"


class PayloadTooLarge(DomainError):
    code = "corps_trop_grand"
    title = "Corps de requête trop grand"


class KeyReused(DomainError):
    code = "cle_reutilisee"
    title = "Idempotency-Key déjà employée avec un autre corps"


class TooManyRequests(DomainError):
    """`retry_after`: seconds to wait."""

    code = "trop_de_requetes"
    title = "Trop de requêtes"

    def __init__(self, detail: str | None = None, *, retry_after: int, **data: Any):
        self.retry_after = retry_after
        super().__init__(detail, **data)


class Unavailable(DomainError):
    """Something this service needs does not answer now. `retry_after`: seconds to wait."""

    code = "service_indisponible"
    title = "Service momentanément indisponible"

    def __init__(self, detail: str | None = None, *, retry_after: int = 2, **data: Any):
        self.retry_after = retry_after
        super().__init__(detail, **data)


class StillRunning(Refusal):
    """The first request with this Idempotency-Key has not ended yet."""

    code = "requete_en_cours"
    title = "La même requête est déjà en cours"
    retry_after = 1
