"""Every refusal of the catalogue: its code, its sentence, its data."""

from chassis.corbeille import ObjetVivant
from chassis.errors import InvalidInput, NotFound, Refusal


class PieceInconnue(NotFound):
    """Data: piece_id, or code_cherche when it was looked for by what is printed on it."""

    code = "piece_inconnue"
    title = "Pièce inconnue"


class CategorieInconnue(NotFound):
    code = "categorie_inconnue"
    title = "Catégorie inconnue"


class ObjetPurge(NotFound):
    """Asked back from the trash after it was removed for good."""

    code = "objet_purge"
    title = "Cet objet a été supprimé définitivement"


class CategorieAbsente(InvalidInput):
    """A field names a category that does not exist, or is in the trash."""

    code = "categorie_absente"
    title = "Cette catégorie n'existe pas"

    def __init__(self, champ: str):
        super().__init__({champ: [f"{self.title}."]})


class CodeBarresInvalide(InvalidInput):
    code = "code_barres_invalide"
    title = "Code-barres invalide"

    def __init__(self, raison: str):
        super().__init__({"code_barres": [raison]})


class IdentifiantExistant(Refusal):
    code = "identifiant_existant"
    title = "Cet identifiant est déjà pris"


class ReferenceExistante(Refusal):
    code = "reference_existante"
    title = "Une autre pièce porte déjà cette référence"


class CodeBarresExistant(Refusal):
    code = "code_barres_existant"
    title = "Une autre pièce porte déjà ce code-barres"


class CategorieExistante(Refusal):
    code = "categorie_existante"
    title = "Une catégorie de ce nom existe déjà au même endroit"


class CycleCategorie(Refusal):
    code = "cycle_categorie"
    title = "Une catégorie ne peut pas être rangée dans elle-même ou dans l'une de ses sous-catégories"


class CategorieTropProfonde(Refusal):
    """Data: maximum, the number of levels."""

    code = "categorie_trop_profonde"
    title = "L'arbre des catégories a trop de niveaux"


class CategorieUtilisee(Refusal):
    """Data: pieces, how many are in it or below; sous_categories, how many categories are below."""

    code = "categorie_utilisee"
    title = "Cette catégorie, ou l'une de ses sous-catégories, contient encore des pièces"


class PieceEnStock(Refusal):
    """Data: quantite, what stock_service still holds."""

    code = "piece_en_stock"
    title = "Il reste de cette pièce en stock"


class SuppressionEnCours(Refusal):
    """The deletion is asked for and stock_service has not answered yet; nothing may change meanwhile."""

    code = "suppression_en_cours"
    title = "La suppression de cette pièce est en cours"


class ConflitReference(Refusal):
    """Restoring would give two pieces the same reference or barcode. Data: champ."""

    code = "conflit_reference"
    title = "La référence ou le code-barres a été repris par une autre pièce"


class ObjetHorsCorbeille(ObjetVivant):
    """Only what is in the trash is purged; this object was restored meanwhile."""

    code = "objet_hors_corbeille"
    title = "Cet objet n'est plus dans la corbeille"


class CodeAmbigu(Refusal):
    """Several pieces carry the scanned manufacturer reference. Data: pieces."""

    code = "code_ambigu"
    title = "Plusieurs pièces portent ce code"


class ImageInvalide(InvalidInput):
    """No picture, a damaged one, or one that would unpack to more than anybody needs."""

    code = "image_invalide"
    title = "Image invalide"

    def __init__(self, raison: str):
        super().__init__({"image": [raison]}, raison)


class ImageAbsente(NotFound):
    code = "image_absente"
    title = "Cette pièce n'a pas d'image"


class CodeBarresPresent(Refusal):
    """Only a piece without barcode is given one of ours. Data: code_barres."""

    code = "code_barres_present"
    title = "Cette pièce a déjà un code-barres"


class FichierIllisible(InvalidInput):
    """Neither CSV nor XLSX, or longer than allowed."""

    code = "fichier_illisible"
    title = "Fichier illisible"

    def __init__(self, raison: str):
        super().__init__({"fichier": [raison]}, raison)


class ImportInconnu(NotFound):
    code = "import_inconnu"
    title = "Import inconnu"


class ImportNonPret(Refusal):
    """Only an analysed import is applied. Data: etat."""

    code = "import_non_pret"
    title = "Cet import ne peut pas être appliqué maintenant"


class ImportAvecErreurs(Refusal):
    """Lines with errors are left out only when that is asked for. Data: en_erreur."""

    code = "import_avec_erreurs"
    title = "Des lignes de cet import sont en erreur"


class ImportFini(Refusal):
    """Data: etat."""

    code = "import_fini"
    title = "Cet import est déjà terminé"
