"""The permissions that the views of the catalogue ask for."""

LIRE, GERER = "pieces.lire", "pieces.gerer"
