import pytest
from rest_framework import serializers

from chassis.serializers import StrictSerializer


class Line(StrictSerializer):
    text = serializers.CharField()

    def validate(self, attrs):
        return attrs


class Lines(StrictSerializer):
    lines = Line(many=True)


@pytest.mark.parametrize(
    ("shape", "data", "errors"),
    [
        (Line, {"text": "a", "more": 1}, {"more": ["Ce champ n'existe pas."]}),
        (Lines, {"lines": [{"text": "a"}], "more": 1}, {"more": ["Ce champ n'existe pas."]}),
        (
            Lines,
            {"lines": [{"text": "a"}, {"text": "b", "more": 1}]},
            {"lines": {1: {"more": ["Ce champ n'existe pas."]}}},
        ),
    ],
)
def test_an_undeclared_field_is_told_of_wherever_it_stands(shape, data, errors):
    serializer = shape(data=data)
    assert not serializer.is_valid()
    assert serializer.errors == errors
