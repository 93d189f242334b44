"""Fields of what comes in."""

from django.core.validators import RegexValidator
from rest_framework import serializers

# control characters, the line ends of Unicode, and what turns the direction of a text around
_INVISIBLES = r"\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069"
_UNE_LIGNE = RegexValidator(rf"\A[^{_INVISIBLES}]*\Z", "Une seule ligne de texte est attendue.")
_NOM = RegexValidator(rf"\A[^{_INVISIBLES}/<>]*\Z", "Un nom est attendu, sans « / », « < » ni « > ».")
_ASCII = RegexValidator(r"\A[\x21-\x7e]*\Z", "Une adresse sans accent ni espace est attendue.")
_TELEPHONE = RegexValidator(r"\A\+?[0-9][0-9 ().\-]{2,28}\Z", "Un numéro de téléphone est attendu.")


class LigneField(serializers.CharField):
    """A short text without line breaks."""

    def __init__(self, **kwargs):
        super().__init__(validators=[_UNE_LIGNE], **kwargs)


class NomField(serializers.CharField):
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
