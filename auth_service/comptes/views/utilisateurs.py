from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.versions import expected_version
from comptes import annuaire, historique, sessions, utilisateurs
from comptes.filters import ConnexionFiltre, UtilisateurFiltre
from comptes.models import Connexion, Session
from comptes.recherche import CHERCHE
from comptes.serializers.sessions import ConnexionSerializer, SessionSerializer
from comptes.serializers.utilisateurs import (
    CreerUtilisateurSerializer,
    ModifierUtilisateurSerializer,
    UtilisateurGereSerializer,
)
from comptes.views.demande import valide


class UsersView(generics.ListAPIView):
    required_permissions = {"GET": "utilisateurs.lire", "POST": "utilisateurs.gerer"}
    serializer_class = UtilisateurGereSerializer
    filterset_class = UtilisateurFiltre
    search_fields = ["recherche"]
    ordering_fields = ["email", "nom", "prenom", "created_at", "derniere_connexion"]

    def get_queryset(self):
        return annuaire.utilisateurs()

    @extend_schema(request=CreerUtilisateurSerializer, responses={201: UtilisateurGereSerializer})
    def post(self, request):
        demande = valide(CreerUtilisateurSerializer, request)
        cree = utilisateurs.creer_utilisateur(**demande, acteur=request.user)
        return Response(UtilisateurGereSerializer(cree).data, status=201)


class UserView(APIView):
    required_permissions = {
        "GET": "utilisateurs.lire",
        "PATCH": "utilisateurs.gerer",
        "DELETE": "utilisateurs.gerer",
    }

    @extend_schema(responses=UtilisateurGereSerializer)
    def get(self, request, utilisateur_id):
        return Response(UtilisateurGereSerializer(annuaire.utilisateur(utilisateur_id)).data)

    @extend_schema(request=ModifierUtilisateurSerializer, responses=UtilisateurGereSerializer)
    def patch(self, request, utilisateur_id):
        modifie = utilisateurs.modifier_utilisateur(
            utilisateur_id=utilisateur_id,
            champs=valide(ModifierUtilisateurSerializer, request, partiel=True),
            version=expected_version(request),
            acteur=request.user,
        )
        return Response(UtilisateurGereSerializer(modifie).data)

    @extend_schema(responses={204: None})
    def delete(self, request, utilisateur_id):
        utilisateurs.supprimer_utilisateur(utilisateur_id=utilisateur_id, acteur=request.user)
        return Response(status=204)


class UnlockView(APIView):
    """Ne plus faire attendre quelqu'un qui s'est trop trompé."""

    required_permissions = {"POST": "utilisateurs.gerer"}

    @extend_schema(request=None, responses=UtilisateurGereSerializer)
    def post(self, request, utilisateur_id):
        libre = utilisateurs.deverrouiller_utilisateur(utilisateur_id=utilisateur_id, acteur=request.user)
        return Response(UtilisateurGereSerializer(libre).data)


class InviteView(APIView):
    """Envoyer l'invitation encore une fois ; le lien d'avant ne sert plus."""

    required_permissions = {"POST": "utilisateurs.gerer"}

    @extend_schema(request=None, responses=UtilisateurGereSerializer)
    def post(self, request, utilisateur_id):
        invite = utilisateurs.inviter_a_nouveau(utilisateur_id=utilisateur_id, acteur=request.user)
        return Response(UtilisateurGereSerializer(invite).data)


class ResetTwoFactorView(APIView):
    """Retirer le second facteur de quelqu'un qui a perdu son téléphone ; ses sessions sont fermées."""

    required_permissions = {"POST": "utilisateurs.gerer"}

    @extend_schema(request=None, responses=UtilisateurGereSerializer)
    def post(self, request, utilisateur_id):
        sans = utilisateurs.retirer_second_facteur(utilisateur_id=utilisateur_id, acteur=request.user)
        return Response(UtilisateurGereSerializer(sans).data)


class UserLogoutAllView(APIView):
    """Fermer toutes les sessions de quelqu'un."""

    required_permissions = {"POST": "utilisateurs.gerer"}

    @extend_schema(request=None, responses={204: None})
    def post(self, request, utilisateur_id):
        sessions.deconnecter_utilisateur(utilisateur_id=utilisateur_id, acteur=request.user)
        return Response(status=204)


class UserSessionsView(generics.ListAPIView):
    required_permissions = {"GET": "utilisateurs.lire"}
    serializer_class = SessionSerializer
    search_fields = [CHERCHE]
    ordering_fields = ["active_le", "ouverte_le", "expire_le"]
    queryset = Session.objects.none()  # for the schema

    def get_queryset(self):
        return historique.sessions_d_un_utilisateur(self.kwargs["utilisateur_id"])


class UserLoginHistoryView(generics.ListAPIView):
    required_permissions = {"GET": "utilisateurs.lire"}
    serializer_class = ConnexionSerializer
    filterset_class = ConnexionFiltre
    search_fields = [CHERCHE]
    ordering_fields = ["survenue_le"]
    queryset = Connexion.objects.none()  # for the schema

    def get_queryset(self):
        return historique.connexions_d_un_utilisateur(self.kwargs["utilisateur_id"])
