from django.urls import include, path

from comptes.views import profil, roles, sessions, utilisateurs

api = [
    path("login/", sessions.LoginView.as_view()),
    path("refresh/", sessions.RefreshView.as_view()),
    path("logout/", sessions.LogoutView.as_view()),
    path("logout-all/", sessions.LogoutAllView.as_view()),
    path("sessions/", sessions.SessionsView.as_view()),
    path("sessions/<uuid:session_id>/", sessions.SessionView.as_view()),
    path("login-history/", sessions.LoginHistoryView.as_view()),
    path("verify/", sessions.VerifyView.as_view()),
    path("jwks/", sessions.JwksView.as_view()),
    path("me/", profil.MeView.as_view()),
    path("password/change/", profil.PasswordChangeView.as_view()),
    path("users/", utilisateurs.UsersView.as_view()),
    path("users/<uuid:utilisateur_id>/", utilisateurs.UserView.as_view()),
    path("users/<uuid:utilisateur_id>/unlock/", utilisateurs.UnlockView.as_view()),
    path("users/<uuid:utilisateur_id>/login-history/", utilisateurs.UserLoginHistoryView.as_view()),
    path("roles/", roles.RolesView.as_view()),
    path("roles/<uuid:role_id>/", roles.RoleView.as_view()),
    path("permissions/", roles.PermissionsView.as_view()),
]

# The addresses of the first version, for clients that still use them.
legacy = [
    path("login", sessions.LoginView.as_view()),
    path("create_user", utilisateurs.UsersView.as_view(http_method_names=["post", "options"])),
]

urlpatterns = [path("api/auth/", include(api)), path("Gateway/", include(legacy))]
