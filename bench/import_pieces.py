"""Import a file of 20,000 pieces through Traefik: how long until it is applied, and the memory it takes.

./stack bench import_pieces [--rows 20000] [--format csv|xlsx] [--postgres postgresql://...]

It makes a database of its own with 1,000 pieces, starts pieces_service, its worker and a Traefik on it, and
stops them at the end. One line in ten changes a piece that is there (up to 1,000), the others make one.
"""

import argparse
import http.client
import io
import json
import sys
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench._measure import Measured
from bench._world import Laboratory, World

WANTED_SECONDS, WANTED_MEGABYTES = 30, 300
HEADINGS = [
    "reference",
    "nom",
    "categorie",
    "fabricant",
    "reference_fabricant",
    "prix_achat",
    "prix_vente",
    "taux_tva",
    "attribut:matière",
]
RUNNING = ("en_attente", "en_analyse", "a_appliquer", "en_application")


def rows(count: int):
    for n in range(count):
        reference = f"PX-{n // 10:07d}" if n % 10 == 0 and n < 10_000 else f"NEW-{n:06d}"
        name = f"Vis tête fraisée M{n % 30}x{n % 200} n° {n}"
        drawer = f"Import > Tiroir {n % 40}"
        yield [
            reference,
            name,
            drawer,
            "Würth",
            f"{n}-X",
            f"{n % 90},{n % 100:02d}",
            f"{n % 99},10",
            "20",
            "inox",
        ]


def file(count: int, format: str) -> bytes:
    if format == "csv":
        return "\r\n".join(";".join(row) for row in [HEADINGS, *rows(count)]).encode()
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADINGS, *rows(count)]):
            sheet.write_row(number, 0, row)
    return content.getvalue()


class Api:
    def __init__(self, port: int, bearer: str):
        self.port = port
        self.headers = {"Host": "import", "Authorization": f"Bearer {bearer}"}

    def ask(self, method: str, path: str, body: bytes | None = None, type: str = "application/json") -> dict:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, f"/api/pieces{path}", body, {**self.headers, "Content-Type": type})
        answer = connection.getresponse()
        content = json.loads(answer.read())
        if answer.status >= 300:
            raise SystemExit(f"{method} {path} answered {answer.status}: {content}")
        return content

    def send(self, name: str, content: bytes) -> dict:
        edge = uuid.uuid4().hex
        parts = f'--{edge}\r\nContent-Disposition: form-data; name="mode"\r\n\r\napply\r\n--{edge}\r\n'
        parts += f'Content-Disposition: form-data; name="fichier"; filename="{name}"\r\n\r\n'
        body = parts.encode() + content + f"\r\n--{edge}--\r\n".encode()
        return self.ask("POST", "/import/", body, f"multipart/form-data; boundary={edge}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--format", choices=["csv", "xlsx"], default="csv")
    parser.add_argument("--postgres")
    options = parser.parse_args()
    with Laboratory("pieces_service", options.postgres) as lab:
        world = lab.world("import", "_pieces_fill.py", pieces=1_000)
        world.serve()
        world.work()
        port, bearer = lab.start_traefik(), world.token("pieces.lire", "pieces.gerer")
        Measured(port, bearer).wait_for(world.name, "/api/pieces/")
        return 0 if measure(Api(port, bearer), world, options.rows, options.format) else 1


def measure(api: Api, world: World, count: int, format: str) -> bool:
    content = file(count, format)
    began = time.perf_counter()
    done = api.send(f"pieces.{format}", content)
    analysed = None
    while done["etat"] in RUNNING:
        time.sleep(0.25)
        done = api.ask("GET", f"/import/{done['id']}/")
        if analysed is None and done["etat"] in ("a_appliquer", "en_application", "termine"):
            analysed = time.perf_counter() - began
    seconds = time.perf_counter() - began
    megabytes = max(world.megabytes().values())
    print(f"{count} rows of {format}: {done['etat']}")
    print(
        f"created {done['creees']}, changed {done['modifiees']}, "
        f"failed {done['echouees']}, wrong {done['en_erreur']}"
    )
    print(f"analysed in {analysed or 0:.1f} s, applied in {seconds:.1f} s (wanted: {WANTED_SECONDS} s)")
    print(f"largest process: {megabytes} MB (wanted: under {WANTED_MEGABYTES} MB)")
    good = done["etat"] == "termine" and done["creees"] + done["modifiees"] == count
    return good and seconds < WANTED_SECONDS and megabytes < WANTED_MEGABYTES


if __name__ == "__main__":
    sys.exit(main())
