"""/api/pieces/ and /api/public/ as the contract has them."""

import struct
import uuid
import zlib

import pytest
import requests
from client import eventually
from expected import carries, done, page, refused, unique

BASE = "/api/pieces/"
PIECE = "id reference nom description categorie_id unite code_barres fabricant reference_fabricant"
PIECE += " prix_achat prix_vente taux_tva actif publie attributs version"


def png(width: int = 8, height: int = 8) -> bytes:
    """A picture, written by hand."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\x00" + b"\x20\x60\xa0" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def ean13() -> str:
    digits = [2, 9, *(int(digit) for digit in str(uuid.uuid4().int)[:10])]
    return "".join(map(str, digits)) + str(-sum(d * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10)


@pytest.fixture
def upload(admin):
    """`upload("PUT", path, data=..., ...)`: a request with a body that is no JSON."""
    admin.login()

    def send(method: str, path: str, content_type: str | None = None, **kwargs) -> requests.Response:
        sent = {"Authorization": admin.authorization}
        if content_type:
            sent["Content-Type"] = content_type
        return requests.request(method, admin.base + path, headers=sent, timeout=30, **kwargs)

    return send


def test_a_piece_has_the_fields_of_the_contract(admin):
    category = admin.post(f"{BASE}categories/", {"nom": unique()})
    body = {
        "reference": f"C-{uuid.uuid4().hex[:8]}",
        "nom": unique("Écrou"),
        "description": "zingué",
        "categorie_id": category["id"],
        "unite": "boîte",
        "code_barres": ean13(),
        "fabricant": "ACME",
        "reference_fabricant": f"F-{uuid.uuid4().hex[:8]}",
        "prix_achat": "1.00",
        "prix_vente": "2.50",
        "taux_tva": "20.00",
        "actif": True,
        "publie": True,
        "attributs": {"matiere": "inox"},
    }
    made = carries(done(admin("POST", BASE, body), 201), PIECE)
    assert {name: made[name] for name in body} == body
    assert done(admin("GET", f"{BASE}{made['id']}/")) == made
    for code in (body["reference"], body["code_barres"], body["reference_fabricant"]):
        assert done(admin("GET", f"{BASE}scan/?code={code}"))["id"] == made["id"]
    found = {"categorie_id": category["id"], "actif": "true", "code_barres": body["code_barres"]}
    assert [row["id"] for row in page(admin.get(BASE, **found, prix_min="2.50", prix_max="2.50"))] == [
        made["id"]
    ]
    assert page(admin.get(BASE, **found, prix_min="2.51")) == []
    refused(admin("POST", BASE, {**body, "code_barres": ean13()}), 409)
    shown = requests.get(f"{admin.base}/api/public/pieces/{made['id']}/", timeout=10)
    assert "prix_achat" not in done(shown)
    hidden = done(admin("PATCH", f"{BASE}{made['id']}/", {"publie": False}))
    refused(requests.get(f"{admin.base}/api/public/pieces/{hidden['id']}/", timeout=10), 404)
    [*_, change] = sorted(
        done(admin("GET", f"{BASE}{made['id']}/historique/"))["results"], key=lambda r: r["version"]
    )
    assert (change["avant"]["publie"], change["apres"]["publie"]) == (True, False)


def test_a_reference_that_is_not_given_is_made(shop):
    assert shop.piece()["reference"].startswith("PC-")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("nom", ""),
        ("code_barres", "3017620422004"),
        ("prix_achat", "-1"),
        ("prix_vente", "1e400"),
        ("prix_vente", "9" * 30),
        ("taux_tva", "101"),
        ("taux_tva", "-1"),
        ("categorie_id", str(uuid.uuid4())),
        ("categorie_id", "nul"),
        ("attributs", []),
        ("actif", "peut-être"),
        ("fournisseur_id", "nul"),
        ("version", 9),
        ("quantite", "1"),
    ],
)
def test_a_bad_piece_is_a_400_that_names_the_field(admin, field, wrong):
    refused(admin("POST", BASE, {"nom": unique(), field: wrong}), 400, field=field)


def test_categories_are_a_tree_without_cycles(admin):
    path = f"{BASE}categories/"
    parent = admin.post(path, {"nom": unique()})
    child = admin.post(path, {"nom": unique(), "parent_id": parent["id"]})
    piece = admin.post(BASE, {"nom": unique(), "categorie_id": child["id"]})
    assert piece["id"] in [row["id"] for row in page(admin.get(BASE, categorie_id=parent["id"]))]
    answer = admin("PATCH", f"{path}{parent['id']}/", {"parent_id": child["id"]})
    assert answer.status_code in (400, 409)
    refused(answer, answer.status_code)
    refused(admin("DELETE", f"{path}{parent['id']}/"), 409)


def test_a_picture_is_kept_shown_and_taken_away(admin, upload, shop):
    path = f"{BASE}{shop.piece()['id']}/image/"
    refused(admin("GET", path), 404)
    assert done(upload("PUT", path, "image/png", data=png()))["image"]
    assert admin("GET", path).headers["Content-Type"].startswith("image/")
    refused(upload("PUT", path, "image/png", data=b"not a picture"), 400, field="image")
    refused(upload("PUT", path, "image/gif", data=b"GIF89a" + bytes(40)), 400, field="image")
    refused(upload("PUT", path, "text/plain", data=png()), 415)
    assert upload("PUT", path, "image/png", data=b"x" * 10_485_761).status_code == 413
    done(admin("DELETE", path), 204)
    refused(admin("GET", path), 404)


def test_labels_are_svg_or_pdf(admin, shop):
    piece = shop.piece()
    label = admin("GET", f"{BASE}{piece['id']}/etiquette/?format=svg")
    assert "<svg" in label.text
    assert admin("GET", f"{BASE}{piece['id']}/etiquette/?format=pdf").content.startswith(b"%PDF-")
    refused(admin("GET", f"{BASE}{piece['id']}/etiquette/?format=gif"), 400, field="format")
    assert admin("GET", f"{BASE}etiquettes/?ids={piece['id']}").content.startswith(b"%PDF-")
    assert admin("GET", f"{BASE}?ids={','.join([piece['id']] * 200)}").status_code == 200
    for wrong in ("", "nul"):
        refused(admin("GET", f"{BASE}etiquettes/?ids={wrong}"), 400, field="ids")
    refused(admin("GET", f"{BASE}etiquettes/?ids={uuid.uuid4()}"), 404)


def test_a_code_that_is_of_nothing_is_a_404(admin):
    refused(admin("GET", f"{BASE}scan/?code=nulle-part"), 404)
    refused(admin("GET", f"{BASE}scan/"), 400, field="code")


def imported(admin, upload, text: str, mode: str) -> dict:
    files = {"fichier": ("catalogue.csv", text.encode(), "text/csv")}
    job = done(upload("POST", f"{BASE}import/", files=files, data={"mode": mode}), 202)

    def over():
        seen = admin.get(f"{BASE}import/{job['id']}/")
        return seen if seen["etat"] in ("analyse", "termine", "illisible", "annule") else None

    return eventually(over, within=30)


def test_an_import_is_previewed_with_all_its_errors_then_applied_or_given_up(admin, upload):
    reference = f"C-{uuid.uuid4().hex[:8]}"
    bad = f"reference;nom;prix_vente\n{reference};Vis;1.50\nX-{reference};;abc\n"
    seen = imported(admin, upload, bad, "preview")
    assert seen["etat"] == "analyse"
    assert {(error["ligne"], error["champ"]) for error in seen["erreurs"]} == {(3, "nom"), (3, "prix_vente")}
    refused(admin("POST", f"{BASE}import/{seen['id']}/apply/", {}), 409)
    assert done(admin("POST", f"{BASE}import/{seen['id']}/annuler/", {}))["etat"] == "annule"
    good = imported(admin, upload, f"reference;nom;prix_vente\n{reference};Vis;1.50\n", "apply")
    assert eventually(lambda: admin.get(f"{BASE}import/{good['id']}/")["etat"] == "termine", within=30)
    assert done(admin("GET", f"{BASE}scan/?code={reference}"))["prix_vente"] == "1.50"
    refused(
        upload("POST", f"{BASE}import/", data={"mode": "preview"}, files={"x": b""}), 400, field="fichier"
    )


@pytest.mark.parametrize("start", "=+-@")
def test_cells_that_begin_like_a_formula_are_neutralised_in_the_export(admin, start):
    name = f"{start}cmd|{uuid.uuid4().hex[:8]}"
    admin.post(BASE, {"nom": name})
    sheet = admin("GET", f"{BASE}export/?format=csv&search={name[5:]}")
    assert sheet.status_code == 200
    assert f"'{name}" in sheet.text
    assert admin("GET", f"{BASE}export/?format=xlsx&search={name[5:]}").content.startswith(b"PK")
    refused(admin("GET", f"{BASE}export/?format=ods"), 400, field="format")


def test_the_public_catalogue_needs_no_token_and_tells_no_cost(raw):
    rows = page(done(raw("GET", "/api/public/pieces/?page_size=5")))
    for row in rows:
        assert not {name for name in row if "achat" in name or "fournisseur" in name}
    for method in ("POST", "PUT", "DELETE"):
        refused(raw(method, "/api/public/pieces/", json={}), 405)


def test_a_picture_that_would_fill_the_memory_is_refused(upload, shop):
    """A few hundred bytes that claim to be 60,000 by 60,000."""
    small = png()
    bomb = small[:16] + struct.pack(">II", 60_000, 60_000) + small[24:]
    header = bomb[12:29]
    bomb = bomb[:29] + struct.pack(">I", zlib.crc32(header)) + bomb[33:]
    refused(upload("PUT", f"{BASE}{shop.piece()['id']}/image/", "image/png", data=bomb), 400, field="image")
