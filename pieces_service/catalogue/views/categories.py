from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from catalogue import categories, lectures_categories
from catalogue import filters as f
from catalogue.serializers import categories as s
from catalogue.views.demande import valider
from catalogue.views.droits import GERER, LIRE
from catalogue.views.objets import IF_MATCH, objet
from chassis.versions import expected_version


class CategoriesView(generics.ListAPIView):
    required_permissions = {"GET": LIRE, "POST": GERER}
    queryset = lectures_categories.categories_vivantes()
    serializer_class = s.CategorieSerializer
    filter_backends = f.FILTRES_CATEGORIES
    filterset_class = f.CategorieFilter
    search_fields = ["recherche"]
    ordering_fields = ["nom", "cree_le", "modifie_le"]

    @extend_schema(request=s.CategorieCreationSerializer, responses={201: s.CategorieSerializer})
    def post(self, request):
        champs = valider(s.CategorieCreationSerializer, request)
        categorie = categories.creer_categorie(acteur=request.user, **champs)
        return objet(s.CategorieSerializer, lectures_categories.lire_categorie(categorie.id), 201)


class ArbreView(APIView):
    required_permissions = {"GET": LIRE}

    @extend_schema(responses=s.ArbreSerializer)
    def get(self, request):
        return Response(lectures_categories.arbre_des_categories())


class CategorieView(APIView):
    required_permissions = {"GET": LIRE, "PUT": GERER, "PATCH": GERER, "DELETE": GERER}

    @extend_schema(responses=s.CategorieSerializer)
    def get(self, request, categorie_id):
        return objet(s.CategorieSerializer, lectures_categories.lire_categorie(categorie_id))

    @extend_schema(
        request=s.CategorieModificationSerializer, responses=s.CategorieSerializer, parameters=[IF_MATCH]
    )
    def put(self, request, categorie_id):
        return self._modifier(request, categorie_id, partial=False)

    @extend_schema(
        request=s.CategorieModificationSerializer, responses=s.CategorieSerializer, parameters=[IF_MATCH]
    )
    def patch(self, request, categorie_id):
        return self._modifier(request, categorie_id, partial=True)

    def _modifier(self, request, categorie_id, *, partial: bool):
        champs = valider(s.CategorieModificationSerializer, request, partial=partial)
        categories.modifier_categorie(
            categorie_id=categorie_id, acteur=request.user, version=expected_version(request), **champs
        )
        return objet(s.CategorieSerializer, lectures_categories.lire_categorie(categorie_id))

    @extend_schema(responses={204: None}, parameters=[IF_MATCH])
    def delete(self, request, categorie_id):
        categories.supprimer_categorie(
            categorie_id=categorie_id, acteur=request.user, version=expected_version(request)
        )
        return Response(status=204)
