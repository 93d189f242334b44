from rest_framework import serializers


class StrictSerializer(serializers.Serializer):
    """A field that is not declared is a mistake to be told of, not to be ignored."""

    def validate(self, attrs):
        unknown = sorted(set(self.initial_data) - set(self.fields))
        if unknown:
            raise serializers.ValidationError({name: ["Ce champ n'existe pas."] for name in unknown})
        return attrs
