"""Read one piece against a bare Django view with the same SQL; lists and search at 100,000 pieces and 1,000.

./stack bench pieces [--seconds 10] [--small] [--postgres postgresql://...]

It makes two databases of its own, starts pieces_service on each, the bare view on the large one and a Traefik
before all three, in processes that end with it. Service and bare view are measured in turns of two
seconds, lists in turns of one request, so both see the same minute. --small: 10,000 pieces instead of
100,000, to see that it works. With --postgres (a superuser's URL) no instance needs to run.
"""

import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import _measure as measure
from bench._goods import piece_id, words
from bench._world import Laboratory, World

FILL = "_pieces_fill.py"
LISTS = {
    "GET /": "/",
    "GET / page 3": "/?page=3",
    "GET / by price": "/?ordering=-prix_vente",
    "search: a reference": "/?search=PX-0000{number:03d}",
    "search: part of a reference": "/?search=X-0000{number:03d}",
    "search: the words of a name": "/?search={words}",
    "search: nothing found": "/?search=introuvable+{number}",
    "scan": "/scan/?code=PX-0000{number:03d}",
    "GET {id}/": "/{piece}/",
}
COUNTED = {
    "search: three parts of words": "/?search=laiton+ecrou+m1{digit}x",
    "search: a word of many": "/?search=roulement",
    "GET / of a category": "/?categorie_id={category}",
}


def asked(pattern: str, categories: dict[str, str]):
    """The path of a question for a world and a round."""

    def path(world: World, number: int) -> str:
        known = {
            "number": number,
            "digit": number % 10,
            "words": words(number),
            "category": categories[world.name],
        }
        return "/api/pieces" + pattern.format(piece=piece_id(1 + number), **known)

    return path


def reading(path: str, pieces: int):
    def request(dice: random.Random) -> measure.Request:
        return "GET", f"{path}{piece_id(dice.randrange(pieces))}/", None

    return request


def main() -> int:
    options = measure.options(__doc__)
    with Laboratory("pieces_service", options.postgres) as lab:
        small = lab.world("small", FILL, pieces=1_000)
        large = lab.world("large", FILL, pieces=10_000 if options.small else 100_000)
        small.serve()
        large.serve()
        lab.start_bare("bench._pieces_bare:application", large)
        at = measure.Measured(lab.start_traefik(), large.token("pieces.lire"))
        bare = "/api/bare/"
        for host, path in {"small": "/api/pieces/", "large": "/api/pieces/", "bare": bare}.items():
            at.wait_for(host, path)
        pieces = large.sizes["pieces"]
        good = at.share(
            bare=("bare Django view", reading(bare, pieces)),
            large=("GET {id}/", reading("/api/pieces/", pieces)),
            wanted=200,
            seconds=options.seconds,
        )
        categories = {}
        for world in (small, large):
            content = at.client(world.name).content("/api/pieces/categories/")
            categories[world.name] = json.loads(content)["results"][0]["id"]
        good &= at.growth(small, large, {name: asked(each, categories) for name, each in LISTS.items()})
        good &= at.counted(small, large, {name: asked(each, categories) for name, each in COUNTED.items()})
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
