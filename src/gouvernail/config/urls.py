"""The map of the product: one prefix a room."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

IN_WORKSPACE: list[URLPattern | URLResolver] = [
    path("", include("gouvernail.web.urls_inside")),
    path("", include("gouvernail.followup.urls.inside")),
    path("", include("gouvernail.workspaces.urls.inside")),
    path("jobs/", include("gouvernail.jobs.urls")),
    path("", include("gouvernail.decisions.urls.inside")),
    path("", include("gouvernail.strategy.urls")),
    path("", include("gouvernail.backlog.urls")),
    path("", include("gouvernail.roadmap.urls")),
    path("", include("gouvernail.connectors.urls")),
    path("diagnosis/", include("gouvernail.diagnosis.urls.inside")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("gouvernail.web.urls")),
    path("account/", include("allauth.urls")),
    path("", include("gouvernail.workspaces.urls.outside")),
    path("", include("gouvernail.decisions.urls.outside")),
    path("", include("gouvernail.diagnosis.urls.outside")),
    path("", include("gouvernail.followup.urls.outside")),
    path("w/<slug:workspace>/", include(IN_WORKSPACE)),
]

if settings.DEBUG:
    urlpatterns.append(path("", include("gouvernail.web.urls_debug")))

handler400 = "gouvernail.web.views.bad_request"
handler403 = "gouvernail.web.views.forbidden"
handler404 = "gouvernail.web.views.not_found"
handler429 = "gouvernail.web.views.too_many"  # looked up by allauth's limits, not by Django
handler500 = "gouvernail.web.views.server_error"
