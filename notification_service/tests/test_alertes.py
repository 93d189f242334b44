"""Who is told of what happens to the stock and to orders: those entitled, once, in their language."""

import pytest
from django.db import IntegrityError, transaction

from chassis.identifiers import new_id
from chassis.testing.contracts import load
from chassis.testing.messages import deliver, message
from notifications.envois import Contenu, alerter_permission
from notifications.models import Destinataire, Niveau, Notification, Preference, TypeNotification

pytestmark = pytest.mark.django_db
EXEMPLE = load("messages/niveaux")["example"]


def informes(**filtre) -> list:
    return list(Notification.objects.filter(**filtre).order_by("user_id").values_list("user_id", flat=True))


def test_a_low_stock_reaches_exactly_those_entitled_once(utilisateur, niveau):
    entitled = [utilisateur(permissions=["pieces.lire", "stock.lire"]).id for _ in range(3)]
    utilisateur(permissions=["pieces.lire", "stock.mouvementer"])
    utilisateur(permissions=["stock.lire"], actif=False)
    opted_out = utilisateur(permissions=["stock.lire"])
    Preference.objects.create(user_id=opted_out.id, type="stock_bas", dans_app=False)
    assert niveau("bas") == "done"
    assert informes() == sorted(entitled)


def test_a_message_delivered_twice_tells_once(utilisateur):
    utilisateur()
    one = message("niveaux", "bas", [EXEMPLE], source="stock_service")
    assert deliver(one, one) == ["done", "duplicate"]
    assert deliver(one) == ["duplicate"]
    assert Notification.objects.count() == 1


def test_the_next_crossing_tells_again(utilisateur, niveau):
    utilisateur()
    niveau("bas")
    niveau("retabli")
    niveau("bas")
    assert Notification.objects.count() == 3


def test_one_message_may_tell_of_many_pieces(utilisateur, niveau):
    utilisateur()
    niveau(data=[EXEMPLE | {"piece_id": str(new_id())} for _ in range(3)])
    assert Notification.objects.values("piece_id").distinct().count() == 3


def test_whoever_opted_out_of_one_type_still_hears_of_the_others(utilisateur, niveau):
    user = utilisateur()
    Preference.objects.create(user_id=user.id, type="stock_bas", dans_app=False)
    niveau("bas")
    niveau("epuise")
    assert informes(type="stock_epuise") == [user.id]
    assert informes(type="stock_bas") == []


def test_whoever_is_disabled_hears_no_more(utilisateur, niveau):
    user = utilisateur()
    niveau()
    utilisateur("update", id=str(user.id), actif=False, emis_le="2026-11-20T10:00:00Z")
    niveau()
    assert len(informes()) == 1


def test_whoever_loses_the_permission_hears_no_more_and_whoever_gains_it_does(utilisateur, niveau):
    loses, gains = utilisateur(), utilisateur(permissions=[])
    later = "2026-11-20T10:00:00Z"
    utilisateur("update", id=str(loses.id), permissions=["pieces.lire"], emis_le=later)
    utilisateur("update", id=str(gains.id), permissions=["stock.lire"], emis_le=later)
    niveau()
    assert informes() == [gains.id]


def test_a_deleted_account_hears_no_more_and_leaves_nothing_personal(utilisateur, niveau):
    user = utilisateur()
    utilisateur("delete", id=str(user.id), emis_le="2026-11-20T10:00:00Z")
    niveau()
    assert informes() == []
    row = Destinataire.objects.get()
    assert (row.actif, row.email, row.nom, row.prenom, row.permissions) == (False, "", "", "", [])


def test_an_older_message_about_a_user_changes_nothing(utilisateur, niveau):
    user = utilisateur(emis_le="2026-11-20T10:00:00Z", permissions=[])
    utilisateur("update", id=str(user.id), permissions=["stock.lire"], emis_le="2026-11-20T09:59:59Z")
    niveau()
    assert informes() == []


def test_a_user_deleted_before_it_was_heard_of_does_not_come_back(utilisateur, niveau):
    user = utilisateur("delete", emis_le="2026-11-20T10:00:00Z")
    utilisateur("create", id=str(user.id), emis_le="2026-11-20T09:00:00Z")
    niveau()
    assert informes() == []


@pytest.mark.parametrize(
    ("method", "type_", "gravite", "fr", "en"),
    [
        (
            "bas",
            "stock_bas",
            "alerte",
            ("Stock bas : PC-000001 Vis M8", "Disponible : 2,5 pièce, seuil : 5."),
            ("Low stock: PC-000001 Vis M8", "Available: 2.5 pièce, threshold: 5."),
        ),
        (
            "epuise",
            "stock_epuise",
            "critique",
            ("Stock épuisé : PC-000001 Vis M8", "Plus rien de disponible, seuil : 5 pièce."),
            ("Out of stock: PC-000001 Vis M8", "Nothing is available, threshold: 5 pièce."),
        ),
        (
            "retabli",
            "stock_bas",
            "info",
            ("Stock rétabli : PC-000001 Vis M8", "Disponible : 2,5 pièce, seuil : 5."),
            ("Stock recovered: PC-000001 Vis M8", "Available: 2.5 pièce, threshold: 5."),
        ),
    ],
)
def test_levels_are_told_in_the_language_of_each(utilisateur, niveau, method, type_, gravite, fr, en):
    users = {langue: utilisateur(langue=langue).id for langue in ("fr", "en", "de")}
    niveau(method, disponible="2.500")
    for langue, texte in (("fr", fr), ("en", en), ("de", fr)):
        row = Notification.objects.get(user_id=users[langue])
        assert (row.type, row.niveau, row.titre, row.message) == (type_, gravite, *texte)
        assert (str(row.piece_id), row.commande_id) == (EXEMPLE["piece_id"], None)


@pytest.mark.parametrize(
    ("method", "type_", "gravite", "fr", "en"),
    [
        ("valider", "commande", "info", "Commande C-1 validée", "Order C-1 validated"),
        ("preparer", "commande", "info", "Commande C-1 préparée", "Order C-1 picked"),
        ("expedier", "livraison", "info", "Commande C-1 expédiée", "Order C-1 shipped"),
        ("livrer", "livraison", "info", "Commande C-1 livrée", "Order C-1 delivered"),
        ("recevoir", "livraison", "info", "Commande C-1 reçue", "Order C-1 received"),
        ("retourner", "livraison", "alerte", "Commande C-1 retournée", "Order C-1 returned"),
        ("annuler", "commande", "alerte", "Commande C-1 annulée", "Order C-1 cancelled"),
    ],
)
def test_steps_of_orders_are_told_to_those_who_read_orders(
    utilisateur, commande, method, type_, gravite, fr, en
):
    french = utilisateur(permissions=["commandes.lire"])
    english = utilisateur(permissions=["commandes.lire"], langue="en")
    utilisateur(permissions=["stock.lire"])
    commande(method, reference="C-1")
    assert informes() == sorted([french.id, english.id])
    row = Notification.objects.get(user_id=french.id)
    assert (row.type, row.niveau, row.titre, row.message) == (
        type_,
        gravite,
        fr,
        "Garage Martin · 3 pièces · par vendeur@demo.gestion.example",
    )
    assert str(row.commande_id) == load("messages/commandes")["example"]["id"]
    other = Notification.objects.get(user_id=english.id)
    assert (other.titre, other.message) == (
        en,
        "Garage Martin · 3 pièces · by vendeur@demo.gestion.example",
    )


def test_what_is_not_known_of_an_order_is_left_out(utilisateur, commande):
    utilisateur(permissions=["commandes.lire"])
    commande("recevoir", client_nom=None, fournisseur_nom="Acier SA", par=None, quantites=None)
    assert Notification.objects.get().message == "Acier SA"


def test_a_draft_order_is_news_to_nobody(utilisateur, commande):
    utilisateur(permissions=["commandes.lire"])
    assert commande("create") == "done"
    assert informes() == []


def test_braces_in_a_name_are_only_text(utilisateur, niveau):
    utilisateur()
    assert niveau(nom="{reference} {0} {x.__class__}") == "done"
    assert Notification.objects.get().titre == "Stock bas : PC-000001 {reference} {0} {x.__class__}"


def test_an_alert_costs_the_same_whatever_the_number_of_users(utilisateur, django_assert_num_queries):
    for _ in range(30):
        utilisateur()
    contenu = Contenu(TypeNotification.SYSTEME, Niveau.INFO, {"fr": ("Titre", "")})
    # savepoint, event, users, preferences, settings, remittances, notifications, NOTIFY, savepoint
    with django_assert_num_queries(9):
        alerter_permission(source_id=new_id(), origine="essai", permission="stock.lire", contenu=contenu)
    assert Notification.objects.count() == 30


def test_the_database_holds_one_notification_per_user_and_source(utilisateur, niveau):
    utilisateur()
    niveau()
    row = Notification.objects.get()
    row.id = new_id()
    with pytest.raises(IntegrityError, match="notifications_une_par_source"), transaction.atomic():
        row.save(force_insert=True)


def test_one_source_told_of_at_once_reaches_each_user_once(race, utilisateur):
    users = [utilisateur().id for _ in range(5)]
    source = new_id()
    contenu = Contenu(TypeNotification.SYSTEME, Niveau.INFO, {"fr": ("Titre", "")})
    alerter = [
        lambda: alerter_permission(
            source_id=source, origine="essai", permission="stock.lire", contenu=contenu
        )
    ] * 10
    assert race(alerter) == [None] * 10
    assert informes() == sorted(users)


def test_one_message_at_once_from_twenty_relays_tells_once(race, utilisateur):
    utilisateur()
    one = message("niveaux", "bas", [EXEMPLE], source="stock_service")
    states = [state for [state] in race([lambda: deliver(one)] * 20)]
    assert sorted(states) == ["done"] + ["duplicate"] * 19
    assert Notification.objects.count() == 1


def test_the_last_word_about_a_user_stays_whatever_the_order_of_arrival(race, utilisateur):
    for _ in range(5):
        user_id = str(new_id())
        updates = [
            lambda n=n, user_id=user_id: utilisateur(
                "update", id=user_id, nom=f"n° {n}", emis_le=f"2026-11-20T10:00:{n:02}Z"
            )
            for n in range(10)
        ]
        race(updates[::-1])
        assert Destinataire.objects.get(id=user_id).nom == "n° 9"
