"""Addresses of the roadmap."""

from django.urls import path

from gouvernail.roadmap.views import board, compared, export

app_name = "roadmap"
urlpatterns = [
    path("roadmap/", board.roadmap, name="roadmap"),
    path("roadmap/undecided", board.undecided, name="undecided"),
    path("roadmap/changes", compared.changes, name="changes"),
    path("roadmap/roadmap.csv", export.roadmap_csv, name="roadmap_csv"),
    path("roadmap/roadmap.xlsx", export.roadmap_xlsx, name="roadmap_xlsx"),
]
