from django.urls import include, path

from chassis import problem
from chassis.urls import service_urls

urlpatterns = [
    *service_urls(),
    path("", include("catalogue.urls")),
]
handler400, handler403 = problem.handler400, problem.handler403
handler404, handler500 = problem.handler404, problem.handler500
