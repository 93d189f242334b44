"""The states of an import and of its lines."""

EN_ATTENTE = "en_attente"
EN_ANALYSE = "en_analyse"
ANALYSE = "analyse"
A_APPLIQUER = "a_appliquer"
EN_APPLICATION = "en_application"
TERMINE = "termine"
ANNULE = "annule"
ILLISIBLE = "illisible"
FINIS = (TERMINE, ANNULE, ILLISIBLE)
A_ANALYSER = (EN_ATTENTE, EN_ANALYSE)
A_CONDUIRE = (*A_ANALYSER, A_APPLIQUER, EN_APPLICATION)

CREER, MODIFIER, INCHANGEE, ERREUR = "creer", "modifier", "inchangee", "erreur"
A_FAIRE, FAITE, ECHOUEE, LAISSEE = "a_faire", "faite", "echouee", "laissee"
