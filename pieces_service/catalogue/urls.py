from django.urls import path

from catalogue.views import categories, etiquettes, images, imports, pieces, publiques

urlpatterns = [
    path("api/pieces/", pieces.PiecesView.as_view()),
    path("api/pieces/categories/", categories.CategoriesView.as_view()),
    path("api/pieces/categories/arbre/", categories.ArbreView.as_view()),
    path("api/pieces/categories/<uuid:categorie_id>/", categories.CategorieView.as_view()),
    path("api/pieces/scan/", pieces.ScanView.as_view()),
    path("api/pieces/etiquettes/", etiquettes.EtiquettesView.as_view()),
    path("api/pieces/etiquettes/modeles/", etiquettes.ModelesView.as_view()),
    path("api/pieces/export/", imports.ExportView.as_view()),
    path("api/pieces/import/", imports.ImportsView.as_view()),
    path("api/pieces/import/modele/", imports.ModeleView.as_view()),
    path("api/pieces/import/<uuid:import_id>/", imports.ImportView.as_view()),
    path("api/pieces/import/<uuid:import_id>/lignes/", imports.LignesView.as_view()),
    path("api/pieces/import/<uuid:import_id>/apply/", imports.ApplicationView.as_view()),
    path("api/pieces/import/<uuid:import_id>/annuler/", imports.AnnulationView.as_view()),
    path("api/pieces/<uuid:piece_id>/", pieces.PieceView.as_view()),
    path("api/pieces/<uuid:piece_id>/historique/", pieces.HistoriqueView.as_view()),
    path("api/pieces/<uuid:piece_id>/image/", images.ImageView.as_view()),
    path("api/pieces/<uuid:piece_id>/etiquette/", etiquettes.EtiquetteView.as_view()),
    path("api/pieces/<uuid:piece_id>/code-barres/", pieces.CodeInterneView.as_view()),
    path("api/public/pieces/", publiques.PiecesPubliquesView.as_view()),
    path("api/public/pieces/<uuid:piece_id>/", publiques.PiecePubliqueView.as_view()),
    path("api/public/pieces/<uuid:piece_id>/image/", images.ImagePubliqueView.as_view()),
    path("api/public/categories/", publiques.CategoriesPubliquesView.as_view()),
    path("api/public/images/<str:nom>", images.ImageParNomView.as_view()),
    path("internal/pieces/", publiques.PiecesInternesView.as_view()),
    path("internal/pieces/<uuid:piece_id>/", publiques.PieceInterneView.as_view()),
]
