from django.urls import include, path

from notifications.views import explications, notifications, preferences, webhooks

routes = [
    path("", notifications.NotificationsView.as_view()),
    path("mark-read/", notifications.MarquerLuesView.as_view()),
    path("non-lues/", notifications.NonLuesView.as_view()),
    path("stream/", notifications.FluxView.as_view()),
    path("preferences/", preferences.PreferencesView.as_view()),
    path("<uuid:notification_id>/pourquoi/", explications.PourquoiMoiView.as_view()),
    path("evenements/", explications.EvenementsView.as_view()),
    path("evenements/<uuid:evenement_id>/", explications.EvenementView.as_view()),
    path("evenements/<uuid:evenement_id>/pourquoi/", explications.PourquoiView.as_view()),
    path("webhooks/", webhooks.WebhooksView.as_view()),
    path("webhooks/evenements/", webhooks.CatalogueView.as_view()),
    path("webhooks/<uuid:webhook_id>/", webhooks.WebhookView.as_view()),
    path("webhooks/<uuid:webhook_id>/secret/", webhooks.SecretView.as_view()),
    path("webhooks/<uuid:webhook_id>/tester/", webhooks.TesterView.as_view()),
    path("webhooks/<uuid:webhook_id>/livraisons/", webhooks.LivraisonsView.as_view()),
    path("livraisons/<uuid:livraison_id>/", webhooks.LivraisonView.as_view()),
    path("livraisons/<uuid:livraison_id>/rejouer/", webhooks.RejouerView.as_view()),
]
urlpatterns = [path("api/notifications/", include(routes))]
