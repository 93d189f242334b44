from django.urls import path

from notifications import views

urlpatterns = [
    path("api/notifications/", views.NotificationsView.as_view()),
    path("api/notifications/mark-read/", views.MarquerLuesView.as_view()),
    path("api/notifications/non-lues/", views.NonLuesView.as_view()),
    path("api/notifications/preferences/", views.PreferencesView.as_view()),
]
