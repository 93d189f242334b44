import pytest

from chassis.testing import contracts
from comptes import droits_par_defaut
from comptes.models import Permission, Role, RolePermission


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
