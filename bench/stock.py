"""POST movement/ against a bare Django view with the same SQL; stock lists at 1,000,000 ledger rows.

./stack bench stock [--seconds 10] [--small] [--postgres postgresql://...]

It makes two databases of its own (1,000 pieces and 10,000 ledger rows; 100,000 and 1,000,000), starts
stock_service on each, the bare view on the large one, and a Traefik before all three, in processes that end
with it. Service and bare view are measured in turns of two seconds, lists in turns of one request: both see
the same minute. --small: a tenth of everything, to see that it works. With --postgres (a superuser's URL) no
instance needs to run.
"""

import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import _measure as measure
from bench._goods import PLACES, piece_id, place_id, words
from bench._world import Laboratory, World

FILL = "_stock_fill.py"
LISTS = {
    "GET /": "/",
    "GET / page 3": "/?page=3",
    "GET / by value": "/?ordering=-valeur",
    "GET / low": "/?etat=bas",
    "search: a reference": "/?search=PC-0000{number:03d}",
    "search: part of a reference": "/?search=C-0000{number:03d}",
    "search: the words of a name": "/?search={words}",
    "search: nothing found": "/?search=introuvable+{number}",
    "GET movements/": "/movements/",
    "GET movements/ of a piece": "/movements/?piece_id={piece}",
    "GET movements/ of a day": "/movements/?depuis=2026-06-01&jusqua=2026-06-01",
    "GET movements/ of 4 months": "/movements/?depuis=2026-02-01&jusqua=2026-06-01",
    "GET pieces/{id}/": "/pieces/{piece}/",
    "GET reservations/": "/reservations/",
    "GET reservations/ of a piece": "/reservations/?piece_id={piece}",
    "GET emplacements/": "/emplacements/",
}
COUNTED = {
    "search: three parts of words": "/?search=laiton+ecrou+m1{digit}x",
    "search: a word of many": "/?search=roulement",
    "GET / of a place": "/?emplacement_id={place}",
}


def asked(pattern: str):
    """The path of a question for a world and a round."""

    def path(world: World, number: int) -> str:
        pieces = world.sizes["pieces"]
        known = {
            "number": number,
            "digit": number % 10,
            "place": place_id(number % PLACES),
            "words": words(number),
        }
        return "/api/stock" + pattern.format(piece=piece_id(number % pieces), **known)

    return path


def movement(path: str, pieces: int):
    def request(dice: random.Random) -> measure.Request:
        number = dice.randrange(pieces)
        body = {"piece_id": str(piece_id(number)), "type": "IN", "quantite": "1", "motif": "bench"}
        body["emplacement_id"] = str(place_id(number % PLACES))
        return "POST", path, json.dumps(body).encode()

    return request


def main() -> int:
    options = measure.options(__doc__)
    factor = 10 if options.small else 1
    with Laboratory("stock_service", options.postgres) as lab:
        small = lab.world("small", FILL, pieces=1_000 // factor, rows=10_000 // factor)
        large = lab.world("large", FILL, pieces=100_000 // factor, rows=1_000_000 // factor)
        small.serve()
        large.serve()
        lab.start_bare("bench._stock_bare:application", large)
        at = measure.Measured(lab.start_traefik(), large.token("stock.lire", "stock.mouvementer"))
        for host, path in {"small": "/api/stock/", "large": "/api/stock/", "bare": "/api/bare/"}.items():
            at.wait_for(host, path)
        pieces = large.sizes["pieces"]
        good = at.share(
            bare=("bare Django view", movement("/api/bare/movement/", pieces)),
            large=("POST movement/", movement("/api/stock/movement/", pieces)),
            wanted=201,
            seconds=options.seconds,
        )
        good &= at.growth(small, large, {name: asked(pattern) for name, pattern in LISTS.items()})
        good &= at.counted(small, large, {name: asked(pattern) for name, pattern in COUNTED.items()})
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
