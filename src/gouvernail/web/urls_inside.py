from django.urls import path

from gouvernail.web import search

app_name = "shell"
urlpatterns = [
    path("search", search.search, name="search"),
]
