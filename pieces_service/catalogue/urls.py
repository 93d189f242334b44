from django.urls import path

from catalogue import views

urlpatterns = [
    path("api/pieces/", views.PiecesView.as_view()),
    path("api/pieces/categories/", views.CategoriesView.as_view()),
    path("api/pieces/categories/<uuid:categorie_id>/", views.CategorieView.as_view()),
    path("api/pieces/scan/", views.ScanView.as_view()),
    path("api/pieces/<uuid:piece_id>/", views.PieceView.as_view()),
    path("api/pieces/<uuid:piece_id>/historique/", views.HistoriqueView.as_view()),
    path("api/public/pieces/", views.PiecesPubliquesView.as_view()),
    path("api/public/pieces/<uuid:piece_id>/", views.PiecePubliqueView.as_view()),
    path("internal/pieces/<uuid:piece_id>/", views.PieceInterneView.as_view()),
]
