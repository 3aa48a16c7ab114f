"""Addresses of the requests as files."""

from django.urls import path

from gouvernail.backlog.views.requests import export

urlpatterns = [
    path("requests/requests.csv", export.requests_csv, name="requests_csv"),
    path("requests/requests.xlsx", export.requests_xlsx, name="requests_xlsx"),
]
