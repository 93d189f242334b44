"""The streams that are open in this process. Everything here runs in the event loop."""

import asyncio
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

EN_ATTENTE = 200  # events a client may be late by
CONNUES = 500  # ids remembered, so that a replay repeats nothing
BATTEMENT_SECONDS = 15


@dataclass(frozen=True)
class Evenement:
    """One event as it is sent; `id` is that of a notification, None for what is not replayed."""

    texte: bytes
    id: UUID | None = None


def composer(nom: str, donnees: Any, id_: UUID | None = None) -> Evenement:
    corps = orjson.dumps(donnees, option=orjson.OPT_UTC_Z)
    tete = f"id: {id_}\n" if id_ else ""
    return Evenement(f"{tete}event: {nom}\ndata: ".encode() + corps + b"\n\n", id_)


class Flux:
    """One open stream: what waits to be sent, and why it ends."""

    def __init__(self, claims: dict[str, Any]):
        self.claims = claims
        self.user_id = UUID(claims["sub"])
        self.fin: str | None = None
        self._attente: deque[Evenement] = deque()
        self._connues: deque[UUID] = deque(maxlen=CONNUES)
        self._reveil = asyncio.Event()

    def ajouter(self, evenement: Evenement) -> None:
        """Queue it, unless it was sent already; a client that is too late is let go, and comes back."""
        if self.fin or (evenement.id and evenement.id in self._connues):
            return
        if len(self._attente) >= EN_ATTENTE:
            self.fermer("retard")
            return
        if evenement.id:
            self._connues.append(evenement.id)
        self._attente.append(evenement)
        self._reveil.set()

    def fermer(self, raison: str) -> None:
        self.fin = self.fin or raison
        self._reveil.set()

    async def prochains(self) -> bytes:
        """What is to be sent now; a heartbeat when there is nothing for long; empty at the end."""
        try:
            async with asyncio.timeout(BATTEMENT_SECONDS):
                await self._reveil.wait()
        except TimeoutError:
            return b": battement\n\n"
        self._reveil.clear()
        prets = b"".join(evenement.texte for evenement in self._attente)
        self._attente.clear()
        return prets

    @property
    def secondes_restantes(self) -> float:
        return self.claims["exp"] - time.time()


class Connexions:
    """All of them, by user."""

    def __init__(self):
        self._par_utilisateur: dict[UUID, set[Flux]] = {}
        self.nombre = 0

    def ouvrir(self, flux: Flux) -> None:
        self._par_utilisateur.setdefault(flux.user_id, set()).add(flux)
        self.nombre += 1

    def retirer(self, flux: Flux) -> None:
        siens = self._par_utilisateur[flux.user_id]
        siens.discard(flux)
        if not siens:
            del self._par_utilisateur[flux.user_id]
        self.nombre -= 1

    def combien(self, user_id: UUID) -> int:
        return len(self._par_utilisateur.get(user_id, ()))

    def utilisateurs(self) -> list[UUID]:
        """Also asked by the listening thread: one copy, made at once."""
        return list(self._par_utilisateur)

    def tous(self) -> list[Flux]:
        return [flux for siens in list(self._par_utilisateur.values()) for flux in list(siens)]

    def diffuser(self, evenements: Iterable[tuple[UUID, Evenement]]) -> None:
        """Each event to every stream of its user."""
        for user_id, evenement in evenements:
            for flux in self._par_utilisateur.get(user_id, ()):
                flux.ajouter(evenement)

    def fermer_tous(self, raison: str) -> None:
        for flux in self.tous():
            flux.fermer(raison)
