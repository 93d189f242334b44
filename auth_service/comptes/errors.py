"""The refusals of auth_service, each with the code that programs and the documentation know it by."""

from chassis.corbeille import ObjetVivant
from chassis.errors import Forbidden, InvalidInput, NotFound, Refusal, TooManyRequests, Unauthenticated


class IdentifiantsInvalides(Unauthenticated):
    """One text for every cause: nobody learns which addresses have an account."""

    code = "identifiants_invalides"
    title = "Adresse ou mot de passe incorrect"


class JetonRefuse(Unauthenticated):
    code = "jeton_refuse"
    title = "La session est terminée, connectez-vous à nouveau"


class TropDeTentatives(TooManyRequests):
    code = "trop_de_tentatives"
    title = "Trop de tentatives, patientez avant de recommencer"


class UtilisateurIntrouvable(NotFound):
    code = "utilisateur_introuvable"
    title = "Cet utilisateur n'existe pas"


class RoleIntrouvable(NotFound):
    code = "role_introuvable"
    title = "Ce rôle n'existe pas"


class SessionIntrouvable(NotFound):
    code = "session_introuvable"
    title = "Cette session n'existe pas ou est déjà terminée"


class EmailDejaUtilise(Refusal):
    code = "email_deja_utilise"
    title = "Un compte emploie déjà cette adresse"


class NomDejaUtilise(Refusal):
    code = "nom_deja_utilise"
    title = "Un rôle porte déjà ce nom"


class IdentifiantDejaUtilise(Refusal):
    code = "identifiant_deja_utilise"
    title = "Un objet porte déjà cet identifiant"


class RoleUtilise(Refusal):
    """`utilisateurs`: how many accounts have the role."""

    code = "role_utilise"
    title = "Ce rôle est attribué à des utilisateurs"


class RoleConfigure(Refusal):
    """`valeurs`: the keys of the central configuration that know the role by its name."""

    code = "role_configure"
    title = "La configuration centrale nomme ce rôle, changez-la d'abord"


class RoleSupprime(Refusal):
    """`role`: the name of the role to restore first."""

    code = "role_supprime"
    title = "Le rôle de ce compte est dans la corbeille, restaurez-le d'abord"


class HorsCorbeille(ObjetVivant):
    code = "hors_corbeille"
    title = "Cet objet n'est pas dans la corbeille"


class HorsDePortee(Refusal):
    """`permissions`: those of a deleted account or role that the user who asks for it does not have."""

    code = "hors_de_portee"
    title = "Cet objet porte des permissions que vous n'avez pas"


class DernierAdministrateur(Refusal):
    code = "dernier_administrateur"
    title = "Il doit rester au moins un administrateur actif"


class PermissionsInsuffisantes(Forbidden):
    """`permissions`: the codes that the acting user would give, take or override without having them."""

    code = "permissions_insuffisantes"
    title = "Vous ne pouvez donner ou retirer que des permissions que vous avez"


class PropreCompte(Refusal):
    """What one's own account asks the password for is not done to it as to somebody else's."""

    code = "propre_compte"
    title = "Pour votre propre compte, passez par « Mon compte », qui demande le mot de passe"


class RoleInconnu(InvalidInput):
    code = "role_inconnu"
    title = "Ce rôle n'existe pas"


class PermissionInconnue(InvalidInput):
    code = "permission_inconnue"
    title = "Cette permission n'existe pas"


class MotDePasseRefuse(InvalidInput):
    code = "mot_de_passe_refuse"
    title = "Ce mot de passe est trop faible"


class MotDePasseIncorrect(InvalidInput):
    code = "mot_de_passe_incorrect"
    title = "Le mot de passe actuel est incorrect"


class InscriptionFermee(Forbidden):
    code = "inscription_fermee"
    title = "Les comptes se créent ici sur invitation"


class LienInvalide(InvalidInput):
    code = "lien_invalide"
    title = "Ce lien a déjà servi, ou il n'est plus valable"


class DejaAccepte(Refusal):
    code = "deja_accepte"
    title = "Cette personne a déjà choisi son mot de passe"


class DefiExpire(Unauthenticated):
    """The time between password and code is over, or the `mfa_token` was used: back to the password."""

    code = "defi_expire"
    title = "La connexion a pris trop de temps, recommencez"


class CodeRefuse(Unauthenticated):
    code = "code_refuse"
    title = "Ce code est incorrect, périmé ou déjà employé"


class CodeIncorrect(InvalidInput):
    """As `CodeRefuse`, for somebody who is signed in."""

    code = "code_incorrect"
    title = "Ce code est incorrect, périmé ou déjà employé"


class TropDeCodes(TooManyRequests):
    code = "trop_de_codes"
    title = "Un code vient d'être envoyé, patientez avant d'en demander un autre"


class TropDeCourriels(TooManyRequests):
    code = "trop_de_courriels"
    title = "Cette adresse vient de recevoir plusieurs courriels, patientez avant d'y en envoyer un autre"


class MethodeIndisponible(Refusal):
    code = "methode_indisponible"
    title = "Ce compte n'emploie pas ce second facteur"


class SecondFacteurAbsent(Refusal):
    code = "second_facteur_absent"
    title = "Ce second facteur n'est pas en place"


class SecondFacteurDejaActif(Refusal):
    code = "second_facteur_deja_actif"
    title = "Ce second facteur est déjà actif"


class SecondFacteurImpose(Refusal):
    code = "second_facteur_impose"
    title = "Votre rôle impose un second facteur"
