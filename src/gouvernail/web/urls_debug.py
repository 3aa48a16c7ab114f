from django.urls import path

from gouvernail.web import showcase

app_name = "web_debug"
urlpatterns = [
    path("style", showcase.style, name="style"),
]
