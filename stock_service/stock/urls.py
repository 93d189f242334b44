from django.urls import path

from stock.views import emplacements, internes, mouvements, niveaux, reservations, seuils

urlpatterns = [
    path("api/stock/", niveaux.StockView.as_view()),
    path("api/stock/pieces/<uuid:piece_id>/", niveaux.StockPieceView.as_view()),
    path("api/stock/tableau-de-bord/", niveaux.TableauDeBordView.as_view()),
    path("api/stock/movement/", mouvements.MouvementNouveauView.as_view()),
    path("api/stock/movements/", mouvements.MouvementsView.as_view()),
    path("api/stock/movements/bulk/", mouvements.MouvementsLotView.as_view()),
    path("api/stock/movements/<uuid:mouvement_id>/", mouvements.MouvementView.as_view()),
    path("api/stock/movements/<uuid:mouvement_id>/annuler/", mouvements.AnnulerView.as_view()),
    path("api/stock/emplacements/", emplacements.EmplacementsView.as_view()),
    path("api/stock/emplacements/<uuid:emplacement_id>/", emplacements.EmplacementView.as_view()),
    path("api/stock/seuils/<uuid:piece_id>/", seuils.SeuilView.as_view()),
    path("api/stock/reservations/", reservations.ReservationsView.as_view()),
    path("api/stock/reservations/<uuid:reservation_id>/", reservations.ReservationView.as_view()),
    path("internal/reservations/", internes.ReserverView.as_view()),
    path("internal/commandes/<uuid:commande_id>/", internes.CommandeView.as_view()),
    path("internal/commandes/<uuid:commande_id>/liberer/", internes.LibererView.as_view()),
    path("internal/commandes/<uuid:commande_id>/expedier/", internes.ExpedierView.as_view()),
    path("internal/pieces/<uuid:piece_id>/retirer/", internes.RetirerView.as_view()),
]
