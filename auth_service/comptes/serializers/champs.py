"""Fields of what comes in."""

from django.core.validators import RegexValidator
from rest_framework import serializers

from chassis.fields import LineField

_NOM = RegexValidator(r"\A[^/<>]*\Z", "Un nom est attendu, sans « / », « < » ni « > ».")
_ASCII = RegexValidator(r"\A[\x21-\x7e]*\Z", "Une adresse sans accent ni espace est attendue.")
_TELEPHONE = RegexValidator(r"\A\+?[0-9][0-9 ().\-]{2,28}\Z", "Un numéro de téléphone est attendu.")


class NomField(LineField):
    """What somebody is called. It stands in mails, and so holds no address of a page."""

    def __init__(self, **kwargs):
        super().__init__(max_length=100, allow_blank=True, required=False, validators=[_NOM], **kwargs)


class MotDePasseField(serializers.CharField):
    """Taken as it is typed, spaces included."""

    def __init__(self, **kwargs):
        super().__init__(trim_whitespace=False, max_length=128, write_only=True, **kwargs)


class AdresseField(serializers.EmailField):
    def __init__(self, **kwargs):
        super().__init__(max_length=254, **kwargs)
        self.validators.append(_ASCII)


class TelephoneField(serializers.CharField):
    def __init__(self, **kwargs):
        super().__init__(max_length=30, validators=[_TELEPHONE], **kwargs)


class JetonField(serializers.CharField):
    """The token of a link, a challenge, a session."""

    def __init__(self, **kwargs):
        super().__init__(max_length=200, **kwargs)


class CodeField(serializers.CharField):
    """Six digits, or a recovery code; spaces and dashes do not matter."""

    def __init__(self, **kwargs):
        super().__init__(max_length=20, **kwargs)
