"""Three prefixes: the audit log, the trash, and the view of the running services."""

from django.urls import path

from journal.views import configuration, corbeille, gateway, logs

urlpatterns = [
    path("api/logs/", logs.LogsView.as_view()),
    path("api/logs/export/", logs.ExportView.as_view()),
    path("api/logs/valeurs/", logs.ValeursView.as_view()),
    path("api/logs/verifier/", logs.VerifierView.as_view()),
    path("api/logs/objets/<path:objet_id>/", logs.LogsDeLObjetView.as_view()),
    path("api/logs/<uuid:log_id>/", logs.LogView.as_view()),
    path("api/logs/<uuid:log_id>/montrer/", logs.MontrerView.as_view()),
    path("api/corbeille/", corbeille.EntreesView.as_view()),
    path("api/corbeille/restaurer/", corbeille.RestaurerLotView.as_view()),
    path("api/corbeille/purger/", corbeille.PurgerLotView.as_view()),
    path("api/corbeille/<uuid:entree_id>/", corbeille.EntreeView.as_view()),
    path("api/corbeille/<uuid:entree_id>/apercu/", corbeille.ApercuView.as_view()),
    path("api/corbeille/<uuid:entree_id>/restaurer/", corbeille.RestaurerView.as_view()),
    path("api/gateway/services/", gateway.ServicesView.as_view()),
    path("api/gateway/journal/", gateway.AppelsView.as_view()),
    path("api/gateway/requetes/<str:request_id>/", gateway.ParcoursView.as_view()),
    path("api/gateway/config/", configuration.ConfigurationView.as_view()),
    path("api/gateway/config/historique/", configuration.ChangementsView.as_view()),
    path("api/gateway/config/<str:service>/<str:cle>/", configuration.ReglageView.as_view()),
]
