"""The workspace itself, its people, teams, data objects and roles."""

from django.urls import URLPattern, path

from gouvernail.workspaces.views import deletion, people, roles, scopes, workspaces

urlpatterns: list[URLPattern] = [
    path("open/", workspaces.workspace_open, name="workspace_open"),
    path("first-steps/", workspaces.workspace_start, name="workspace_start"),
    path("settings/", workspaces.workspace_edit, name="workspace_edit"),
    path("settings/deletion/", deletion.workspace_delete, name="workspace_delete"),
    path("settings/deletion/take-back/", deletion.workspace_keep, name="workspace_keep"),
    path("people/", people.people, name="people"),
    path("people/find/", people.people_find, name="people_find"),
    path("people/<int:key>/", people.person, name="person"),
    path("people/<int:key>/edit/", people.member_edit, name="member_edit"),
    path("people/roles/new/", roles.role_add, name="role_add"),
    path("people/roles/<int:key>/", roles.role_edit, name="role_edit"),
    path("people/roles/<int:key>/end/", roles.role_end, name="role_end"),
    path("people/roles/undo/<str:memory>/", roles.role_undo, name="role_undo"),
    path("people/teams/", scopes.team_list, name="team_list"),
    path("people/teams/<int:key>/", scopes.team_edit, name="team_edit"),
    path("people/teams/<int:key>/archive/", scopes.team_archive, name="team_archive"),
    path("people/teams/<int:key>/restore/", scopes.team_restore, name="team_restore"),
    path("people/data-objects/", scopes.data_object_list, name="data_object_list"),
    path("people/data-objects/<int:key>/", scopes.data_object_edit, name="data_object_edit"),
    path("people/data-objects/<int:key>/archive/", scopes.data_object_archive, name="data_object_archive"),
    path("people/data-objects/<int:key>/restore/", scopes.data_object_restore, name="data_object_restore"),
]
