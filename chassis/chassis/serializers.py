from rest_framework import serializers


class StrictSerializer(serializers.Serializer):
    """A field that is not declared is a mistake to be told of, not to be ignored; also inside a list."""

    def to_internal_value(self, data):
        values = super().to_internal_value(data)
        unknown = sorted(set(data) - set(self.fields))
        if unknown:
            raise serializers.ValidationError({name: ["Ce champ n'existe pas."] for name in unknown})
        return values


class PageSerializer(serializers.Serializer):
    """What every list by page says, beside its `results`; for those that are not made by PagePagination."""

    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
