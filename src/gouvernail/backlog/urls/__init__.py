"""The addresses of the room: one file a subject."""

from gouvernail.backlog.urls import evidence, items, ranking, requests, requests_files, rounds, selection

app_name = "backlog"
urlpatterns = [
    *evidence.urlpatterns,
    *items.urlpatterns,
    *ranking.urlpatterns,
    *requests.urlpatterns,
    *requests_files.urlpatterns,
    *rounds.urlpatterns,
    *selection.urlpatterns,
]
