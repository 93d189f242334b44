"""The server: many connections in one thread, what they ask in a few others, and limits on everything."""

import asyncio
import contextlib
import json
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson
import structlog
from django.db import close_old_connections

from chassis import problem, request_id
from chassis.errors import InvalidInput, Unavailable
from journal.tcp.entete import commence, est_de_confiance, lire_entete
from journal.tcp.routes import repondre
from journal.tcp.trames import Decodeur, TrameIllisible, TrameTropGrande, encoder, lire

log = logging.getLogger(__name__)
access_log = structlog.get_logger("access")

FILS = 8
CONNEXIONS = 500
EN_COURS_PAR_CONNEXION = 16
LECTURE = 65_536
TRAME_SECONDES = 10.0  # from the first byte of a frame to its last
INACTIVITE_SECONDES = 600.0
ECRITURE_SECONDES = 10.0
ARRET_SECONDES = 5.0


class TropDeConnexions(Unavailable):
    code = "trop_de_connexions"
    title = "Trop de connexions"


class Serveur:
    def __init__(self):
        self._fils = ThreadPoolExecutor(FILS, thread_name_prefix="tcp")
        self._connexions: set[asyncio.Task] = set()

    async def ouvrir(self, adresse: str, port: int) -> asyncio.Server:
        return await asyncio.start_server(self._accueillir, adresse, port, limit=LECTURE)

    async def fermer(self) -> None:
        """Let what is under way end, for a while."""
        for connexion in self._connexions:
            connexion.cancel()
        if self._connexions:
            await asyncio.wait(self._connexions, timeout=ARRET_SECONDES)
        self._fils.shutdown(wait=False, cancel_futures=True)

    async def _accueillir(self, lecteur: asyncio.StreamReader, ecrivain: asyncio.StreamWriter) -> None:
        tache = asyncio.current_task()
        self._connexions.add(tache)
        try:
            if len(self._connexions) > CONNEXIONS:
                await _ecrire(ecrivain, _echec(TropDeConnexions()))
            else:
                await Connexion(lecteur, ecrivain, self._fils).servir()
        except (ConnectionError, TimeoutError, asyncio.CancelledError) as fin:
            log.debug("connection ended: %r", fin)
        finally:
            self._connexions.discard(tache)
            ecrivain.close()
            with contextlib.suppress(ConnectionError, TimeoutError, asyncio.CancelledError):
                await asyncio.wait_for(ecrivain.wait_closed(), ECRITURE_SECONDES)


class Connexion:
    """Frames in, answers out, in whatever order they are ready: each carries the id of its question."""

    def __init__(
        self, lecteur: asyncio.StreamReader, ecrivain: asyncio.StreamWriter, fils: ThreadPoolExecutor
    ):
        self._lecteur, self._ecrivain, self._fils = lecteur, ecrivain, fils
        self._adresse = (ecrivain.get_extra_info("peername") or ("",))[0]
        self._places = asyncio.Semaphore(EN_COURS_PAR_CONNEXION)
        self._en_cours: set[asyncio.Task] = set()
        self._decodeur = Decodeur()

    async def servir(self) -> None:
        try:
            await self._lire_tout()
        except (TrameIllisible, TrameTropGrande) as erreur:
            await _ecrire(self._ecrivain, _echec(erreur))
        finally:
            if self._en_cours:
                await asyncio.wait(self._en_cours, timeout=ARRET_SECONDES)

    async def _lire_tout(self) -> None:
        echeance = time.monotonic() + INACTIVITE_SECONDES
        octets = await self._sans_entete(await self._lire(echeance))
        while octets:
            au_milieu, recues = self._decodeur.au_milieu, 0
            for trame in self._decodeur.recevoir(octets):
                recues += 1
                await self._confier(trame)
            if recues or not au_milieu:  # a frame that drips in gets no more time than it had
                duree = TRAME_SECONDES if self._decodeur.au_milieu else INACTIVITE_SECONDES
                echeance = time.monotonic() + duree
            octets = await self._lire(echeance)

    async def _lire(self, echeance: float) -> bytes:
        """What has come, nothing when the other side has ended. Raises TimeoutError."""
        restant = max(0.0, echeance - time.monotonic())
        return await asyncio.wait_for(self._lecteur.read(LECTURE), restant)

    async def _sans_entete(self, octets: bytes) -> bytes:
        """The first bytes of frames; from then on `_adresse` is what the gateway named before them."""
        if not commence(octets) or not est_de_confiance(self._adresse):
            return octets
        echeance = time.monotonic() + TRAME_SECONDES
        while (lu := lire_entete(octets)) is None:
            encore = await self._lire(echeance)
            if not encore:
                return b""
            octets += encore
        self._adresse, suite = lu[0] or self._adresse, lu[1]
        return suite or await self._lire(time.monotonic() + INACTIVITE_SECONDES)

    async def _confier(self, trame: str) -> None:
        """Nothing more is read from this connection while so many of its questions wait."""
        await self._places.acquire()
        tache = asyncio.create_task(self._traiter(trame))
        self._en_cours.add(tache)
        tache.add_done_callback(self._fini)

    def _fini(self, tache: asyncio.Task) -> None:
        self._en_cours.discard(tache)
        self._places.release()
        if not tache.cancelled() and tache.exception() is not None:
            log.info("an answer could not be sent: %r", tache.exception())

    async def _traiter(self, trame: str) -> None:
        boucle = asyncio.get_running_loop()
        reponse = await boucle.run_in_executor(self._fils, traiter, trame, self._adresse)
        if reponse is not None:
            await _ecrire(self._ecrivain, reponse)


async def _ecrire(ecrivain: asyncio.StreamWriter, reponse: dict[str, Any]) -> None:
    ecrivain.write(encoder(reponse))
    try:
        await asyncio.wait_for(ecrivain.drain(), ECRITURE_SECONDES)
    except TimeoutError:
        ecrivain.transport.abort()  # whoever does not read is not waited for
        raise


def traiter(trame: str, adresse: str) -> dict[str, Any] | None:
    """The answer to one frame; None to an event, which waits for none. Runs in a thread of its own."""
    debut = time.perf_counter()
    paquet, illisible = _ouvrir(trame)
    with request_id.using(_correlation(paquet)):
        reponse = _echec(illisible) if illisible else _repondre(paquet, adresse)
        if reponse is None:
            return None
        _noter(paquet, reponse, time.perf_counter() - debut)
        return reponse | ({"id": paquet["id"]} if "id" in paquet else {})


def _ouvrir(trame: str) -> tuple[dict[str, Any], InvalidInput | None]:
    try:
        return lire(trame), None
    except InvalidInput as erreur:
        return {}, erreur


def _correlation(paquet: dict[str, Any]) -> str | None:
    """What X-Request-ID is over HTTP: kept when it is a valid one, else there will be a new one."""
    donnees = paquet.get("data")
    propre = donnees.get("correlation_id") if isinstance(donnees, dict) else None
    return propre if isinstance(propre, str) else None


def _repondre(paquet: dict[str, Any], adresse: str) -> dict[str, Any] | None:
    close_old_connections()
    try:
        motif = _motif(paquet.get("pattern"))
        if "id" not in paquet:
            log.info("event %r: nobody listens", motif[:50])
            return None
        return {"response": repondre(motif, paquet.get("data"), adresse=adresse), "isDisposed": True}
    except Exception as erreur:
        # The server's edge: whatever went wrong is the answer, and the connection goes on.
        return _echec(erreur)
    finally:
        close_old_connections()


def _motif(pattern: Any) -> str:
    """NestJS sends a text; where a program wrote `{"cmd": "findAll_log"}` that text is JSON."""
    if isinstance(pattern, str) and pattern.startswith("{"):
        with contextlib.suppress(json.JSONDecodeError, RecursionError):
            pattern = json.loads(pattern)
    if isinstance(pattern, dict) and set(pattern) == {"cmd"}:
        pattern = pattern["cmd"]
    if not isinstance(pattern, str):
        raise InvalidInput({"pattern": ['Un texte ou {"cmd": texte} est attendu.']})
    return pattern


def _echec(erreur: Exception) -> dict[str, Any]:
    """The same problem document that HTTP would carry; `message` is what NestJS shows."""
    probleme = orjson.loads(problem.from_exception(erreur).content)
    return {"err": probleme | {"message": probleme["detail"]}, "isDisposed": True}


def _noter(paquet: dict[str, Any], reponse: dict[str, Any], secondes: float) -> None:
    access_log.info(
        "tcp",
        pattern=str(paquet.get("pattern"))[:50],
        status=reponse.get("err", {}).get("status", 200),
        duration_ms=round(secondes * 1000, 1),
        request_id=request_id.current(),
    )
