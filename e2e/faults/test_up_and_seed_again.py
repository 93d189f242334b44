"""Commands that may be repeated: the second time nothing is restarted and nothing is added."""

from ops import seed, up

LISTS = [
    "/api/pieces/",
    "/api/pieces/categories/",
    "/api/stock/emplacements/",
    "/api/clients/",
    "/api/fournisseurs/",
    "/api/commandes/",
    "/api/factures/",
    "/api/paiements/",
]


def test_up_on_a_running_system_restarts_nothing(running):
    before = pids(running)
    up.run(running.instance, {}, with_seed=False)
    assert pids(running) == before
    assert running.is_whole()


def test_the_demo_data_twice_are_the_demo_data_once(running, admin):
    seed.run(running.instance)
    once = counted(admin)
    assert all(once[path] for path in LISTS), once
    seed.run(running.instance)
    assert counted(admin) == once


def pids(running) -> dict[str, int]:
    return {row["name"]: row["pid"] for row in running.supervisor.processes()}


def counted(admin) -> dict[str, object]:
    found = {path: admin.get(path, page_size=1)["count"] for path in LISTS}
    stock = admin.get("/api/stock/tableau-de-bord/")
    return found | {name: stock[name] for name in ("mouvements_aujourdhui", "quantite_totale")}
