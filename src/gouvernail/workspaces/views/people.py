"""The people of a workspace, and one of them."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gouvernail.web.fragments import INVALID, answer
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.forms.member_field import OFFERED
from gouvernail.workspaces.forms.people import MemberForm, PeopleFilter
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.invitations import kinds_offered
from gouvernail.workspaces.selectors.people import PAGE, called, named, people_wanted, person_get
from gouvernail.workspaces.selectors.rights import may, today_of
from gouvernail.workspaces.selectors.roles import roles_in_time
from gouvernail.workspaces.selectors.who_does_what import person_cards
from gouvernail.workspaces.services import members
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.views.governance import asked_words


@require_safe
def people(request: WorkspaceRequest) -> HttpResponse:
    """List the people: search, filter, page by page."""
    form = PeopleFilter(request.GET)
    may_invite = may(request.member, Right.PEOPLE_INVITE)
    wanted = replace(form.wanted(), by_address=may_invite)
    page = Paginator(people_wanted(wanted, today_of(request.member)), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "is_filtered": any(value for key, value in request.GET.items() if key not in {"sort", "page"}),
        "may_edit": may(request.member, Right.PEOPLE_EDIT),
        "may_invite": may_invite,
        "tab": "people",
    }
    return answer(request, "workspaces/people.html", context, part="lines")


@require_safe
def people_find(request: WorkspaceRequest) -> HttpResponse:
    """Offer names that fit what is being typed in a field of a form."""
    require(request.member, Right.PEOPLE_EDIT)
    typed = next((asked_words(request.GET, name) for name in ("member", "deputy") if name in request.GET), "")
    people = Member.objects.select_related("user", "team").filter(is_active=True)
    rows = called(typed, people)[:OFFERED] if len(typed) > 1 else []
    found = [(named(row), row.title or (str(row.team) if row.team else "")) for row in rows]
    return render(request, "workspaces/people_found.html", {"found": found})


@require_safe
def person(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Show a member: their roles now and before, and their duties."""
    shown = _found(key)
    may_edit = may(request.member, Right.PEOPLE_EDIT)
    context = {
        "person": shown,
        "roles": roles_in_time(shown, today_of(request.member)),
        "today": today_of(request.member),
        "duties": person_cards([shown])[0].parts,
        "may_edit": may_edit,
        "changeable": {str(kind) for kind in kinds_offered(request.member)} if may_edit else set(),
        "may_invite": may(request.member, Right.PEOPLE_INVITE),
        "is_me": shown.pk == request.member.pk,
    }
    return render(request, "workspaces/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def member_edit(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Change the team, the job title and the hours of a member."""
    require(request.member, Right.PEOPLE_EDIT)
    shown = _found(key)
    form = MemberForm(request.POST if request.method == "POST" else None, instance=shown)
    back = reverse("workspace:person", args=[request.workspace.slug, key])
    if form.is_valid():
        try:
            members.member_edit(actor=request.member, member=shown, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": shown})
            return redirect(back)
    context = {"form": form, "person": shown, "back": back}
    return answer(request, "workspaces/member_edit.html", context, status=INVALID if form.is_bound else 200)


def _found(key: int) -> Member:
    member = person_get(key)
    if member is None:
        raise Http404
    return member
