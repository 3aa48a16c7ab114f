from django.urls import path

from gouvernail.workspaces.views import account, joining, personas, preferences, single_sign_on, workspace_list

app_name = "workspaces"
urlpatterns = [
    path("preferences/language", preferences.language, name="language"),
    path("preferences/theme", preferences.theme, name="theme"),
    path("me/", account.account, name="account"),
    path("me/data.zip", account.account_export, name="account_export"),
    path("me/erase/", account.account_erase, name="account_erase"),
    path("invitation/<str:secret>/", joining.invitation_open, name="invitation_open"),
    path("single-sign-on/<slug:provider_id>/", single_sign_on.single_sign_on, name="single_sign_on"),
    path("demo/", personas.persona_list, name="persona_list"),
    path("demo/<int:pk>/play", personas.persona_play, name="persona_play"),
    path("workspaces/", workspace_list.workspace_list, name="workspace_list"),
    path("workspaces/new/", workspace_list.workspace_create, name="workspace_create"),
]
