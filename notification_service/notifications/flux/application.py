"""GET /api/notifications/stream/ as an ASGI application of its own, and its health."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

from prometheus_client import Gauge

from chassis import health, metrics, problem, request_id
from chassis.auth import user_tokens
from chassis.auth.authentication import REFUSED
from chassis.auth.tokens import InvalidToken
from chassis.errors import DomainError, InvalidInput, NotFound, TooManyRequests, Unauthenticated
from notifications.errors import FluxIndisponible
from notifications.flux.connexions import Connexions, Flux
from notifications.flux.ecoute import Ecoute

log = logging.getLogger(__name__)

CHEMIN = "/api/notifications/stream/"
SANS_BARRE = CHEMIN.removesuffix("/")  # either spelling, as everywhere
SANTE = f"{CHEMIN}health/ready/"
METRICS = "/metrics"
PAR_UTILISATEUR = 10
AU_PLUS = 2_000
ENVOI_SECONDS = 10  # a client that takes nothing for so long is gone
EN_TETES = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]

ouverts = Gauge("notification_streams", "Streams open", multiprocess_mode="livesum")


class TropDeFlux(TooManyRequests):
    """This user has as many streams as one may have. Data: `maximum`."""

    code = "trop_de_flux"
    title = "Trop de flux ouverts"


class Application:
    """`partir` says whether the process is about to stop."""

    def __init__(self, partir: Callable[[], bool] = lambda: False):
        self.partir = partir
        self.connexions = Connexions()
        self.ecoute: Ecoute | None = None

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "lifespan":
            await self._vivre(receive, send)
        elif scope["type"] == "http":
            headers = {
                name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
            }
            with request_id.using(headers.get(request_id.HEADER.lower())) as identifiant:
                suivi = (request_id.HEADER.encode(), identifiant.encode())
                try:
                    await self._servir(scope, headers, receive, send, suivi)
                except DomainError as error:
                    await _repondre(send, problem.from_exception(error), suivi)

    async def _vivre(self, receive, send) -> None:
        """The thread begins here: in the worker, after the fork."""
        await receive()
        self.ecoute = Ecoute(self.connexions, lambda: self.partir())
        self.ecoute.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.connexions.fermer_tous("arret")
        self.ecoute.arreter()
        await send({"type": "lifespan.shutdown.complete"})

    async def _servir(self, scope, headers, receive, send, suivi) -> None:
        chemin = scope["path"]
        if chemin not in (CHEMIN, SANS_BARRE, SANTE, METRICS):
            raise NotFound()
        if scope["method"] not in ("GET", "HEAD"):
            await _repondre(send, problem.response(405, headers={"Allow": "GET"}), suivi)
        elif chemin == METRICS:
            await _repondre(send, metrics.metrics_view(None), suivi)
        elif self.ecoute is None or not self.ecoute.branchee or self.partir():
            raise FluxIndisponible()
        elif chemin == SANTE:
            await _repondre(send, health.health(None), suivi)
        else:
            flux = await self._admettre(headers)
            derniere = _derniere(headers.get("last-event-id", ""))
            if scope["method"] == "HEAD":
                await send({"type": "http.response.start", "status": 200, "headers": [*EN_TETES, suivi]})
                await send({"type": "http.response.body"})
            else:
                await self._diffuser(flux, derniere, receive, send, suivi)

    async def _admettre(self, headers) -> Flux:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        try:
            if scheme.lower() != "bearer" or not token.strip():
                raise InvalidToken("absent")
            # beside the loop: it may have to ask for keys
            claims = await asyncio.to_thread(user_tokens.verify, token.strip())
            if self.ecoute.refuse(claims):
                raise InvalidToken("revoked")
            flux = Flux(claims)
        except (InvalidToken, ValueError) as error:
            log.info("token refused: %s", error)
            raise Unauthenticated(REFUSED) from error
        if self.connexions.combien(flux.user_id) >= PAR_UTILISATEUR:
            raise TropDeFlux(retry_after=30, maximum=PAR_UTILISATEUR)
        if self.connexions.nombre >= AU_PLUS:
            raise FluxIndisponible(retry_after=30)
        return flux

    async def _diffuser(self, flux: Flux, derniere: UUID | None, receive, send, suivi) -> None:
        self.connexions.ouvrir(flux)
        ouverts.set(self.connexions.nombre)
        depart = asyncio.ensure_future(_attendre_le_depart(receive, flux))
        fin = asyncio.get_running_loop().call_later(flux.secondes_restantes, flux.fermer, "jeton")
        try:
            await send({"type": "http.response.start", "status": 200, "headers": [*EN_TETES, suivi]})
            self.ecoute.preparer(flux, derniere)
            await _ecrire(flux, send)
        except TimeoutError:
            log.info("a client of user %s takes nothing any more", flux.user_id)
        finally:
            fin.cancel()
            depart.cancel()
            self.connexions.retirer(flux)
            ouverts.set(self.connexions.nombre)
            with suppress(asyncio.CancelledError):
                await depart


async def _ecrire(flux: Flux, send) -> None:
    while True:
        morceau = await flux.prochains()
        if flux.fin:
            morceau += f'event: fin\ndata: {{"raison":"{flux.fin}"}}\n\n'.encode()
        async with asyncio.timeout(ENVOI_SECONDS):
            await send({"type": "http.response.body", "body": morceau, "more_body": not flux.fin})
        if flux.fin:
            return


async def _attendre_le_depart(receive, flux: Flux) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    flux.fermer("parti")


def _derniere(texte: str) -> UUID | None:
    try:
        return UUID(texte) if texte else None
    except ValueError as error:
        raise InvalidInput({"Last-Event-ID": ["L'identifiant d'une notification est attendu."]}) from error


async def _repondre(send, answer, suivi) -> None:
    """A Django response, over ASGI."""
    headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in answer.items()]
    headers += [(b"content-length", str(len(answer.content)).encode()), suivi]
    start = {
        "type": "http.response.start",
        "status": answer.status_code,
        "headers": headers,
    }
    await send(start)
    await send({"type": "http.response.body", "body": answer.content})
