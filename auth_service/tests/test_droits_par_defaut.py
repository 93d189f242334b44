from importlib import import_module

import pytest
from django.apps import apps

from chassis.testing import contracts
from comptes import droits_par_defaut
from comptes.models import Permission, Role, RolePermission
from tests.conftest import role_de


def test_the_constant_is_the_contract():
    contrat = contracts.load("permissions")
    assert list(droits_par_defaut.PERMISSIONS) == contrat["permissions"]
    assert {nom: sorted(codes) for nom, codes in droits_par_defaut.ROLES.items()} == {
        nom: sorted(codes) for nom, codes in contrat["roles"].items()
    }


@pytest.mark.django_db
def test_a_new_database_has_the_permissions_and_the_roles():
    assert set(Permission.objects.values_list("code", flat=True)) == set(droits_par_defaut.PERMISSIONS)
    for nom, codes in droits_par_defaut.ROLES.items():
        assert Role.objects.get(nom=nom).codes == sorted(codes)


@pytest.mark.django_db
def test_installing_again_keeps_what_an_administrator_has_changed():
    lecteur = Role.objects.get(nom="lecteur")
    RolePermission.objects.filter(role=lecteur, permission__code="stock.lire").delete()
    droits_par_defaut.installer(Permission, Role, RolePermission)
    assert "stock.lire" not in Role.objects.get(nom="lecteur").codes
    assert Role.objects.count() == 5


@pytest.mark.django_db
def test_who_could_ship_before_still_can():
    """The right to ship came later: the migration gives it to whoever had it as part of another."""
    ajouter = import_module("comptes.migrations.0004_commandes_expedier").ajouter
    Permission.objects.filter(code="commandes.expedier").update(code="ancienne")  # a database from before
    RolePermission.objects.filter(permission__code="ancienne").delete()
    direction = role_de("direction", ["commandes.gerer"])
    lecture = role_de("lecture", ["commandes.lire"])
    for _ in range(2):
        ajouter(apps, None)
    assert "commandes.expedier" in direction.codes
    assert "commandes.expedier" not in lecture.codes
    for nom, codes in droits_par_defaut.ROLES.items():
        assert Role.objects.get(nom=nom).codes == sorted(codes)
