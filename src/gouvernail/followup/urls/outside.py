from django.urls import path

from gouvernail.followup.views import preferences, week

app_name = "me"
urlpatterns = [
    path("home/", week.home, name="home"),
    path("me/letters/", preferences.preferences, name="preferences"),
    path("unsubscribe/<str:token>/", preferences.unsubscribe, name="unsubscribe"),
]
