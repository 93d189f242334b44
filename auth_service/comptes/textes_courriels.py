"""The words of every mail, in both languages. `{names}` are filled in by `courriels.envoyer`.

What goes to an address that nobody has confirmed greets without a name: whoever gave it wrote that name too.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Texte:
    """`suite` stands below the link."""

    sujet: str
    paragraphes: tuple[str, ...]
    bouton: str = ""
    suite: tuple[str, ...] = ()


_PAS_DEMANDE = {
    "fr": "Si vous n'avez rien demandé, ne faites rien : rien ne changera.",
    "en": "If you did not ask for this, do nothing: nothing will change.",
}
_PAS_VOUS = {
    "fr": "Si ce n'était pas vous, suivez ce lien : toutes vos sessions seront fermées, votre mot de passe "
    "ne servira plus et vous pourrez en choisir un autre.",
    "en": "If it was not you, follow this link: all your sessions will be closed, your password will stop "
    "working and you can choose another.",
}
_BOUTON_PAS_VOUS = {"fr": "Ce n'était pas moi", "en": "It was not me"}

TEXTES: dict[str, dict[str, Texte]] = {
    "confirmation": {
        "fr": Texte(
            "Confirmez votre adresse",
            ("Bonjour,", "Un compte a été demandé avec cette adresse. Confirmez-la pour le créer."),
            "Confirmer mon adresse",
            ("Ce lien est valable 24 heures.", _PAS_DEMANDE["fr"]),
        ),
        "en": Texte(
            "Confirm your address",
            (
                "Hello,",
                "An account was asked for with this address. Confirm it to create the account.",
            ),
            "Confirm my address",
            ("This link is good for 24 hours.", _PAS_DEMANDE["en"]),
        ),
    },
    "deja_inscrit": {
        "fr": Texte(
            "Vous avez déjà un compte",
            (
                "Quelqu'un, vous peut-être, a voulu créer ou déplacer un compte avec cette adresse.",
                "Elle a déjà un compte : connectez-vous, ou choisissez un nouveau mot de passe si vous avez "
                "oublié le vôtre.",
            ),
            "Se connecter",
            (_PAS_DEMANDE["fr"],),
        ),
        "en": Texte(
            "You already have an account",
            (
                "Somebody, perhaps you, tried to create an account with this address or move one to it.",
                "It has an account already: sign in, or choose a new password if you have forgotten yours.",
            ),
            "Sign in",
            (_PAS_DEMANDE["en"],),
        ),
    },
    "reinitialisation": {
        "fr": Texte(
            "Choisissez un nouveau mot de passe",
            ("Bonjour {prenom},", "Vous pouvez choisir un nouveau mot de passe en suivant ce lien."),
            "Choisir un mot de passe",
            ("Ce lien sert une fois et est valable 30 minutes.", _PAS_DEMANDE["fr"]),
        ),
        "en": Texte(
            "Choose a new password",
            ("Hello {prenom},", "You can choose a new password by following this link."),
            "Choose a password",
            ("This link works once and is good for 30 minutes.", _PAS_DEMANDE["en"]),
        ),
    },
    "mot_de_passe_change": {
        "fr": Texte(
            "Votre mot de passe a été changé",
            ("Bonjour {prenom},", "Le mot de passe de votre compte vient d'être changé.", _PAS_VOUS["fr"]),
            _BOUTON_PAS_VOUS["fr"],
        ),
        "en": Texte(
            "Your password was changed",
            ("Hello {prenom},", "The password of your account has just been changed.", _PAS_VOUS["en"]),
            _BOUTON_PAS_VOUS["en"],
        ),
    },
    "adresse": {
        "fr": Texte(
            "Confirmez votre nouvelle adresse",
            ("Bonjour,", "Cette adresse doit devenir celle de votre compte."),
            "Confirmer la nouvelle adresse",
            ("Ce lien sert une fois et est valable 24 heures.", _PAS_DEMANDE["fr"]),
        ),
        "en": Texte(
            "Confirm your new address",
            ("Hello,", "This address is to become that of your account."),
            "Confirm the new address",
            ("This link works once and is good for 24 hours.", _PAS_DEMANDE["en"]),
        ),
    },
    "adresse_demandee": {
        "fr": Texte(
            "Changement d'adresse demandé",
            (
                "Bonjour {prenom},",
                "L'adresse de votre compte doit devenir {nouvelle}, dès qu'elle aura été confirmée.",
                _PAS_VOUS["fr"],
            ),
            _BOUTON_PAS_VOUS["fr"],
        ),
        "en": Texte(
            "Change of address asked for",
            (
                "Hello {prenom},",
                "The address of your account is to become {nouvelle} as soon as it has been confirmed.",
                _PAS_VOUS["en"],
            ),
            _BOUTON_PAS_VOUS["en"],
        ),
    },
    "adresse_changee": {
        "fr": Texte(
            "L'adresse de votre compte a changé",
            (
                "Bonjour {prenom},",
                "L'adresse de votre compte est désormais {nouvelle}.",
                _PAS_VOUS["fr"],
                "L'adresse de votre compte redeviendra celle-ci.",
            ),
            _BOUTON_PAS_VOUS["fr"],
        ),
        "en": Texte(
            "The address of your account has changed",
            (
                "Hello {prenom},",
                "The address of your account is now {nouvelle}.",
                _PAS_VOUS["en"],
                "The address of your account will be this one again.",
            ),
            _BOUTON_PAS_VOUS["en"],
        ),
    },
    "adresse_deplacee": {
        "fr": Texte(
            "L'adresse de votre compte a changé",
            (
                "Bonjour,",
                "Un administrateur a donné une autre adresse au compte qui employait celle-ci. Plus rien de "
                "ce compte n'y sera envoyé.",
                "Si cela vous étonne, adressez-vous à votre administrateur.",
            ),
        ),
        "en": Texte(
            "The address of your account has changed",
            (
                "Hello,",
                "An administrator gave another address to the account that used this one. Nothing of that "
                "account will be sent here any more.",
                "If this surprises you, ask your administrator.",
            ),
        ),
    },
    "invitation": {
        "fr": Texte(
            "Votre accès à Gestion de Stock",
            (
                "Bonjour {prenom},",
                "Un compte a été créé pour vous. Choisissez un mot de passe pour l'ouvrir.",
            ),
            "Accepter l'invitation",
            ("Ce lien sert une fois et est valable 7 jours.",),
        ),
        "en": Texte(
            "Your access to Gestion de Stock",
            ("Hello {prenom},", "An account was made for you. Choose a password to use it."),
            "Accept the invitation",
            ("This link works once and is good for 7 days.",),
        ),
    },
    "code": {
        "fr": Texte(
            "Votre code",
            ("Bonjour {prenom},", "Voici votre code, valable 10 minutes. Ne le donnez à personne."),
            suite=("Si vous ne l'avez pas demandé, quelqu'un connaît votre mot de passe : changez-le.",),
        ),
        "en": Texte(
            "Your code",
            ("Hello {prenom},", "Here is your code, good for 10 minutes. Give it to nobody."),
            suite=("If you did not ask for it, somebody knows your password: change it.",),
        ),
    },
    "nouvel_appareil": {
        "fr": Texte(
            "Nouvelle connexion à votre compte",
            (
                "Bonjour {prenom},",
                "Votre compte vient d'être ouvert depuis un appareil ou un lieu nouveau : {appareil}, "
                "adresse {ip}, le {quand}.",
                _PAS_VOUS["fr"],
            ),
            _BOUTON_PAS_VOUS["fr"],
        ),
        "en": Texte(
            "New sign-in to your account",
            (
                "Hello {prenom},",
                "Your account was just signed in to from a new device or place: {appareil}, address {ip}, "
                "{quand}.",
                _PAS_VOUS["en"],
            ),
            _BOUTON_PAS_VOUS["en"],
        ),
    },
    "second_facteur_actif": {
        "fr": Texte(
            "Second facteur activé",
            ("Bonjour {prenom},", "Un second facteur vient d'être activé sur votre compte.", _PAS_VOUS["fr"]),
            _BOUTON_PAS_VOUS["fr"],
        ),
        "en": Texte(
            "Second factor turned on",
            ("Hello {prenom},", "A second factor was just turned on for your account.", _PAS_VOUS["en"]),
            _BOUTON_PAS_VOUS["en"],
        ),
    },
    "second_facteur_retire": {
        "fr": Texte(
            "Second facteur retiré",
            ("Bonjour {prenom},", "Un second facteur vient d'être retiré de votre compte.", _PAS_VOUS["fr"]),
            _BOUTON_PAS_VOUS["fr"],
        ),
        "en": Texte(
            "Second factor removed",
            ("Hello {prenom},", "A second factor was just removed from your account.", _PAS_VOUS["en"]),
            _BOUTON_PAS_VOUS["en"],
        ),
    },
}
