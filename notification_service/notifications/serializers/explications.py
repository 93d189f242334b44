"""Shapes of what was told, and why."""

from rest_framework import serializers

from notifications.models import Niveau, Raison, TypeNotification

RAISONS = [*Raison.values, "permission_manquante", "compte_inactif", "compte_plus_recent", "non_vise"]
COURRIELS = ["aucun", "attend_silence", "attend_resume", "en_file", "envoye", "echec", "annule"]


class EvenementSerializer(serializers.Serializer):
    """`langue` of the context is the reader's."""

    id = serializers.UUIDField()
    type = serializers.ChoiceField(TypeNotification.choices)
    niveau = serializers.ChoiceField(Niveau.choices)
    origine = serializers.CharField()
    titre = serializers.SerializerMethodField()
    message = serializers.SerializerMethodField()
    piece_id = serializers.UUIDField(allow_null=True)
    commande_id = serializers.UUIDField(allow_null=True)
    lien = serializers.CharField(allow_null=True)
    permission = serializers.CharField(allow_null=True)
    cree_le = serializers.DateTimeField()
    destinataires = serializers.IntegerField()
    dans_app = serializers.IntegerField()
    par_courriel = serializers.IntegerField()

    def get_titre(self, evenement) -> str:
        return evenement.texte(self.context["langue"])[0]

    def get_message(self, evenement) -> str:
        return evenement.texte(self.context["langue"])[1]


class PhraseSerializer(serializers.Serializer):
    fr = serializers.CharField()
    en = serializers.CharField()


class RemiseSerializer(serializers.Serializer):
    user_id = serializers.UUIDField(source="destinataire.id")
    email = serializers.CharField(source="destinataire.email")
    nom = serializers.CharField(source="destinataire.nom")
    prenom = serializers.CharField(source="destinataire.prenom")
    role = serializers.CharField(source="destinataire.role")
    recu = serializers.BooleanField()
    raison = serializers.ChoiceField(RAISONS)
    phrase = PhraseSerializer()
    dans_app = serializers.BooleanField(source="remise.dans_app", default=False)
    silencieuse = serializers.BooleanField(source="remise.silencieuse", default=False)
    notification_id = serializers.UUIDField(source="notification.id", default=None, allow_null=True)
    lue_le = serializers.DateTimeField(source="notification.lue_le", default=None, allow_null=True)
    courriel = serializers.ChoiceField(COURRIELS)
    courriel_prevu_le = serializers.DateTimeField(
        source="remise.courriel_prevu_le", default=None, allow_null=True
    )
    courriel_le = serializers.DateTimeField(allow_null=True)


class PourquoiSerializer(serializers.Serializer):
    evenement = EvenementSerializer()
    remise = RemiseSerializer()
