from django.urls import path

from chassis import problem
from chassis.urls import service_urls
from tests.sample import views

urlpatterns = [
    *service_urls(),
    path("api/notes/", views.NotesView.as_view()),
    path("api/notes/by-cursor/", views.NotesByCursorView.as_view()),
    path("api/notes/steps/", views.StepsView.as_view()),
    path("api/notes/files/", views.FilesView.as_view()),
    path("api/notes/asking/", views.AskingView.as_view()),
    path("api/notes/undeclared/", views.UndeclaredView.as_view()),
    path("api/notes/failing/<str:how>/", views.FailingView.as_view()),
]
handler400, handler403 = problem.handler400, problem.handler403
handler404, handler500 = problem.handler404, problem.handler500
