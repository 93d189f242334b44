"""Passwords, addresses, and the links that are mailed."""

from rest_framework import serializers

from chassis.serializers import StrictSerializer
from comptes.models import Langue
from comptes.serializers.champs import AdresseField, JetonField, MotDePasseField, NomField


class AccepteSerializer(serializers.Serializer):
    """The answer to what is done by mail: the same whatever comes of it."""

    detail = serializers.CharField()


class AdresseSerializer(serializers.Serializer):
    email = serializers.CharField()


class ChangementSerializer(StrictSerializer):
    old_password = MotDePasseField(source="ancien")
    new_password = MotDePasseField(source="nouveau")


class MotDePasseSerializer(StrictSerializer):
    password = MotDePasseField(source="mot_de_passe")


class OubliSerializer(StrictSerializer):
    """An address that is none, like any other that has no account, is simply not known."""

    email = serializers.CharField(max_length=254)
    langue = serializers.ChoiceField(Langue.choices, required=False)


class ReinitialisationSerializer(StrictSerializer):
    token = JetonField(source="jeton")
    new_password = MotDePasseField(source="nouveau")


class InvitationSerializer(ReinitialisationSerializer):
    nom = NomField()
    prenom = NomField()


class LienSerializer(StrictSerializer):
    token = JetonField(source="jeton")


class NouvelleAdresseSerializer(StrictSerializer):
    new_email = AdresseField(source="nouvelle")
    password = MotDePasseField(source="mot_de_passe")
