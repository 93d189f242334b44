from django.urls import include, path

from comptes.views import acces, connexion, jetons, profil, roles, second_facteur, sessions, utilisateurs

api = [
    path("register/", acces.RegisterView.as_view()),
    path("confirm/", acces.ConfirmView.as_view()),
    path("login/", connexion.LoginView.as_view()),
    path("login/2fa/", connexion.Login2faView.as_view()),
    path("login/2fa/email/", connexion.Login2faEmailView.as_view()),
    path("login/2fa/setup/", connexion.Login2faSetupView.as_view()),
    path("login/2fa/activate/", connexion.Login2faActivateView.as_view()),
    path("refresh/", sessions.RefreshView.as_view()),
    path("logout/", sessions.LogoutView.as_view()),
    path("logout-all/", sessions.LogoutAllView.as_view()),
    path("sessions/", sessions.SessionsView.as_view()),
    path("sessions/<uuid:session_id>/", sessions.SessionView.as_view()),
    path("login-history/", sessions.LoginHistoryView.as_view()),
    path("verify/", jetons.VerifyView.as_view()),
    path("jwks/", jetons.JwksView.as_view()),
    path("me/", profil.MeView.as_view()),
    path("me/export/", profil.MeExportView.as_view()),
    path("password/change/", profil.PasswordChangeView.as_view()),
    path("password/forgot/", acces.PasswordForgotView.as_view()),
    path("password/reset/", acces.PasswordResetView.as_view()),
    path("email/change/", profil.EmailChangeView.as_view()),
    path("email/confirm/", acces.EmailConfirmView.as_view()),
    path("invitations/accept/", acces.InvitationView.as_view()),
    path("pas-moi/", acces.NotMeView.as_view()),
    path("2fa/", second_facteur.TwoFactorView.as_view()),
    path("2fa/totp/setup/", second_facteur.TotpSetupView.as_view()),
    path("2fa/totp/activate/", second_facteur.TotpActivateView.as_view()),
    path("2fa/email/setup/", second_facteur.EmailSetupView.as_view()),
    path("2fa/email/activate/", second_facteur.EmailActivateView.as_view()),
    path("2fa/disable/", second_facteur.DisableView.as_view()),
    path("2fa/recovery-codes/", second_facteur.RecoveryCodesView.as_view()),
    path("users/", utilisateurs.UsersView.as_view()),
    path("users/<uuid:utilisateur_id>/", utilisateurs.UserView.as_view()),
    path("users/<uuid:utilisateur_id>/unlock/", utilisateurs.UnlockView.as_view()),
    path("users/<uuid:utilisateur_id>/invite/", utilisateurs.InviteView.as_view()),
    path("users/<uuid:utilisateur_id>/reset-2fa/", utilisateurs.ResetTwoFactorView.as_view()),
    path("users/<uuid:utilisateur_id>/logout-all/", utilisateurs.UserLogoutAllView.as_view()),
    path("users/<uuid:utilisateur_id>/sessions/", utilisateurs.UserSessionsView.as_view()),
    path("users/<uuid:utilisateur_id>/login-history/", utilisateurs.UserLoginHistoryView.as_view()),
    path("roles/", roles.RolesView.as_view()),
    path("roles/<uuid:role_id>/", roles.RoleView.as_view()),
    path("permissions/", roles.PermissionsView.as_view()),
]

# The addresses of the first version, for clients that still use them.
legacy = [
    path("create_user", acces.RegisterView.as_view()),
    path("confirmation", acces.ConfirmView.as_view()),
    path("login", connexion.LoginView.as_view()),
]

urlpatterns = [path("api/auth/", include(api)), path("Gateway/", include(legacy))]
