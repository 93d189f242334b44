from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.versions import expected_version
from comptes import annuaire, roles
from comptes.pages import UnePage
from comptes.recherche import CHERCHE
from comptes.serializers.droits import (
    CreerRoleSerializer,
    EcrireRoleSerializer,
    PermissionSerializer,
    RoleSerializer,
)
from comptes.views.demande import valide


class RolesView(generics.ListAPIView):
    required_permissions = {"GET": "roles.gerer", "POST": "roles.gerer"}
    serializer_class = RoleSerializer
    search_fields = [CHERCHE]
    ordering_fields = ["nom", "created_at"]

    def get_queryset(self):
        return annuaire.roles()

    @extend_schema(request=CreerRoleSerializer, responses={201: RoleSerializer})
    def post(self, request):
        cree = roles.creer_role(**valide(CreerRoleSerializer, request), acteur=request.user)
        return Response(RoleSerializer(cree).data, status=201)


class RoleView(APIView):
    required_permissions = {
        "GET": "roles.gerer",
        "PUT": "roles.gerer",
        "PATCH": "roles.gerer",
        "DELETE": "roles.gerer",
    }

    @extend_schema(responses=RoleSerializer)
    def get(self, request, role_id):
        return Response(RoleSerializer(annuaire.role(role_id)).data)

    @extend_schema(request=EcrireRoleSerializer, responses=RoleSerializer)
    def put(self, request, role_id):
        return self._modifier(request, role_id, valide(EcrireRoleSerializer, request))

    @extend_schema(request=EcrireRoleSerializer, responses=RoleSerializer)
    def patch(self, request, role_id):
        return self._modifier(request, role_id, valide(EcrireRoleSerializer, request, partiel=True))

    @extend_schema(responses={204: None})
    def delete(self, request, role_id):
        roles.supprimer_role(role_id=role_id, acteur=request.user)
        return Response(status=204)

    def _modifier(self, request, role_id, champs):
        role = roles.modifier_role(
            role_id=role_id, champs=champs, version=expected_version(request), acteur=request.user
        )
        return Response(RoleSerializer(role).data)


class PermissionsView(generics.ListAPIView):
    """Tous les codes de permission du système, en une page, groupés par module."""

    required_permissions = {"GET": "roles.gerer"}
    serializer_class = PermissionSerializer
    pagination_class = UnePage
    search_fields = [CHERCHE]

    def get_queryset(self):
        return annuaire.permissions()
