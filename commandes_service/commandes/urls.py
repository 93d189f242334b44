from django.urls import path

from commandes.saga import annuler_commande, solder_commande, valider_commande
from commandes.transitions import livrer_commande, preparer_commande
from commandes.views import actions, commandes, factures, internes, paiements, tiers

commande = "api/commandes/<uuid:commande_id>/"
facture = "api/factures/<uuid:facture_id>/"
paiement = "api/paiements/<uuid:paiement_id>/"

urlpatterns = [
    path("api/commandes/", commandes.CommandesView.as_view()),
    path("api/commandes/export/", commandes.ExportView.as_view()),
    path(commande, commandes.CommandeView.as_view()),
    path(f"{commande}dupliquer/", commandes.DupliquerView.as_view()),
    path(f"{commande}historique/", commandes.HistoriqueView.as_view()),
    path(f"{commande}bon/", commandes.BonView.as_view()),
    path(f"{commande}valider/", actions.ActionAvecStockView.as_view(agir=valider_commande)),
    path(f"{commande}preparer/", actions.ActionDuMagasinView.as_view(agir=preparer_commande)),
    path(f"{commande}expedier/", actions.ExpedierView.as_view()),
    path(f"{commande}livrer/", actions.ActionDuMagasinView.as_view(agir=livrer_commande)),
    path(f"{commande}recevoir/", actions.RecevoirView.as_view()),
    path(f"{commande}retourner/", actions.RetournerView.as_view()),
    path(f"{commande}solder/", actions.ActionAvecStockView.as_view(agir=solder_commande)),
    path(f"{commande}annuler/", actions.ActionAvecStockView.as_view(agir=annuler_commande)),
    path(f"{commande}facturer/", factures.FacturerView.as_view()),
    path("api/clients/", tiers.ClientsView.as_view()),
    path("api/clients/conditions/", tiers.ConditionsView.as_view()),
    path("api/clients/export/", tiers.ClientsExportView.as_view()),
    path("api/clients/<uuid:tiers_id>/", tiers.ClientView.as_view()),
    path("api/clients/<uuid:tiers_id>/solde/", tiers.SoldeView.as_view()),
    path("api/fournisseurs/", tiers.FournisseursView.as_view()),
    path("api/fournisseurs/conditions/", tiers.ConditionsView.as_view()),
    path("api/fournisseurs/export/", tiers.FournisseursExportView.as_view()),
    path("api/fournisseurs/<uuid:tiers_id>/", tiers.FournisseurView.as_view()),
    path("api/factures/", factures.FacturesView.as_view()),
    path("api/factures/export/", factures.FacturesExportView.as_view()),
    path("api/factures/echeancier/", factures.EcheancierView.as_view()),
    path("api/factures/echeancier/export/", factures.EcheancierExportView.as_view()),
    path(facture, factures.FactureView.as_view()),
    path(f"{facture}pdf/", factures.FacturePdfView.as_view()),
    path(f"{facture}avoir/", factures.AvoirView.as_view()),
    path(f"{facture}envoyer/", factures.EnvoyerView.as_view()),
    path("api/paiements/", paiements.PaiementsView.as_view()),
    path("api/paiements/export/", paiements.PaiementsExportView.as_view()),
    path("api/paiements/cartes-de-test/", paiements.CartesDeTestView.as_view()),
    path(paiement, paiements.PaiementView.as_view()),
    path(f"{paiement}rembourser/", paiements.RembourserView.as_view()),
    path("internal/achats/", internes.AchatsView.as_view()),
    path("internal/clients/<uuid:client_id>/", internes.ClientView.as_view()),
]
