"""The one thread that listens to the database, and reads from it, for all streams of this process."""

import asyncio
import logging
import os
import queue
import select
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import psycopg2
from django.db import connection

from notifications.direct import CANAL, LUES, NOUVEAU
from notifications.flux import lectures
from notifications.flux.connexions import Connexions, Evenement, Flux, composer

log = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0


class Ecoute(threading.Thread):
    """One connection, opened after the fork: LISTEN, and the few reads, one after the other.

    A stream is told that it is ready by this thread too, so that what it is told before and after has no gap.
    """

    def __init__(self, connexions: Connexions, partir: Callable[[], bool]):
        super().__init__(name="ecoute", daemon=True)
        self.branchee = False
        self._connexions = connexions
        self._partir = partir
        self._loop = asyncio.get_running_loop()
        self._demandes: queue.SimpleQueue[tuple[Flux, UUID | None]] = queue.SimpleQueue()
        self._reveil, self._sonnette = os.pipe()
        self._arret = threading.Event()
        self._sessions: set[str] = set()
        self._versions: dict[str, int] = {}

    def preparer(self, flux: Flux, derniere: UUID | None) -> None:
        """Send what this stream missed since `derniere`, and say that it is ready."""
        self._demandes.put((flux, derniere))
        os.write(self._sonnette, b".")

    def arreter(self) -> None:
        self._arret.set()
        os.write(self._sonnette, b".")

    def refuse(self, claims: dict) -> bool:
        """Whether the session was ended or the user changed; known at most a second late."""
        return claims["sid"] in self._sessions or int(claims["ver"]) < self._versions.get(claims["sub"], 0)

    def run(self) -> None:
        while not self._arret.is_set():
            try:
                self._ecouter()
            except (psycopg2.Error, OSError) as error:
                log.warning("the streams have lost the database: %s", error)
            if self.branchee:
                # what was told meanwhile was not heard: they come back, and say where they were
                self.branchee = False
                self._dans_la_boucle(self._connexions.fermer_tous, "arret")
            self._arret.wait(PAUSE_SECONDS)

    def _ecouter(self) -> None:
        raw = connection.get_new_connection(connection.get_connection_params())
        try:
            raw.autocommit = True
            with raw.cursor() as cursor:
                cursor.execute("SET TIME ZONE 'UTC'")
                cursor.execute(f"LISTEN {CANAL}")
                self._relire_revocations(cursor)
                self.branchee = True
                while not self._arret.is_set():
                    self._un_tour(raw, cursor)
        finally:
            raw.close()

    def _un_tour(self, raw, cursor) -> None:
        select.select([raw, self._reveil], [], [], self._avant_relecture())
        raw.poll()
        self._transmettre(raw, cursor)
        self._repondre(cursor)
        if self._avant_relecture() == 0:
            self._relire_revocations(cursor)
            if self._partir():
                self._dans_la_boucle(self._connexions.fermer_tous, "arret")

    def _avant_relecture(self) -> float:
        return max(0.0, self._relu_a + PAUSE_SECONDS - time.monotonic())

    def _transmettre(self, raw, cursor) -> None:
        """What was heard, read together and told to those who are there."""
        entendus: dict[str, set[str]] = {NOUVEAU: set(), LUES: set()}
        while raw.notifies:
            quoi, _, identifiant = raw.notifies.pop(0).payload.partition(":")
            entendus[quoi].add(identifiant)
        presents = self._connexions.utilisateurs()
        evenements: list[tuple[UUID, Evenement]] = []
        if entendus[NOUVEAU] and presents:
            nouvelles = lectures.lire_nouvelles(cursor, entendus[NOUVEAU], presents)
            evenements += [(user_id, _composer(une)) for user_id, une in nouvelles]
        lus = entendus[LUES] & {str(user_id) for user_id in presents}
        if lus:
            non_lues = lectures.lire_non_lues(cursor, lus)
            evenements += [(user_id, composer("lues", {"non_lues": n})) for user_id, n in non_lues.items()]
        if evenements:
            self._dans_la_boucle(self._connexions.diffuser, evenements)

    def _repondre(self, cursor) -> None:
        if select.select([self._reveil], [], [], 0)[0]:
            os.read(self._reveil, 65_536)
        while not self._demandes.empty():
            flux, derniere = self._demandes.get()
            evenements = [_pret(flux)]
            if derniere is not None:
                manquees, incomplet = lectures.lire_manquees(cursor, flux.user_id, derniere)
                evenements += [composer("incomplet", {})] if incomplet else []
                evenements += [_composer(une) for une in manquees]
            self._dans_la_boucle(_ajouter_tous, flux, evenements)

    def _relire_revocations(self, cursor) -> None:
        self._sessions, self._versions = lectures.lire_revocations(cursor)
        self._relu_a = time.monotonic()
        for flux in self._connexions.tous():
            if self.refuse(flux.claims):
                self._dans_la_boucle(flux.fermer, "session")

    def _dans_la_boucle(self, fonction: Callable, *arguments) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(fonction, *arguments)


def _composer(notification: dict) -> Evenement:
    return composer("notification", notification, notification["id"])


def _pret(flux: Flux) -> Evenement:
    return composer("pret", {"expire_le": datetime.fromtimestamp(flux.claims["exp"], UTC)})


def _ajouter_tous(flux: Flux, evenements: list[Evenement]) -> None:
    for evenement in evenements:
        flux.ajouter(evenement)
