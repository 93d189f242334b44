from django.urls import path

from commandes.saga import annuler_commande, expedier_commande, valider_commande
from commandes.transitions import livrer_commande, preparer_commande
from commandes.views.commandes import (
    ActionAvecStockView,
    ActionView,
    CommandesView,
    CommandeView,
    HistoriqueView,
)
from commandes.views.tiers import ClientsView, ClientView, FournisseursView, FournisseurView

commande = "api/commandes/<uuid:commande_id>/"

urlpatterns = [
    path("api/commandes/", CommandesView.as_view()),
    path(commande, CommandeView.as_view()),
    path(f"{commande}valider/", ActionAvecStockView.as_view(agir=valider_commande)),
    path(f"{commande}preparer/", ActionView.as_view(agir=preparer_commande)),
    path(f"{commande}expedier/", ActionAvecStockView.as_view(agir=expedier_commande)),
    path(f"{commande}livrer/", ActionView.as_view(agir=livrer_commande)),
    path(f"{commande}annuler/", ActionAvecStockView.as_view(agir=annuler_commande)),
    path(f"{commande}historique/", HistoriqueView.as_view()),
    path("api/clients/", ClientsView.as_view()),
    path("api/clients/<uuid:tiers_id>/", ClientView.as_view()),
    path("api/fournisseurs/", FournisseursView.as_view()),
    path("api/fournisseurs/<uuid:tiers_id>/", FournisseurView.as_view()),
]
