from django.urls import URLPattern, URLResolver, path

from gouvernail.workspaces.urls import governance, people
from gouvernail.workspaces.views import invitations, leaving

app_name = "workspace"
urlpatterns: list[URLPattern | URLResolver] = [
    path("people/invitations/", invitations.invitation_list, name="invitation_list"),
    path("people/invitations/new/", invitations.invitation_send, name="invitation_send"),
    path("people/invitations/<int:key>/resend/", invitations.invitation_again, name="invitation_resend"),
    path("people/invitations/<int:key>/revoke/", invitations.invitation_take_back, name="invitation_revoke"),
    path("people/<int:key>/leave/", leaving.member_leave, name="member_deactivate"),
    path("people/<int:key>/return/", leaving.member_return, name="member_reactivate"),
    *people.urlpatterns,
    *governance.urlpatterns,
]
