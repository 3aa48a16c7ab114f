"""Whom to look for, what to know of them, and which role to give."""

from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.forms.member_field import MemberField
from gouvernail.workspaces.models import DataObject, Member, Role, Team
from gouvernail.workspaces.selectors.invitations import kinds_offered
from gouvernail.workspaces.selectors.people import HERE, STATES, PeopleWanted
from gouvernail.workspaces.services.role_terms import SCOPES
from gouvernail.workspaces.services.roles import TERMS

_WHO = _("A part of their name or address is enough; if several people are called so, you choose.")


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PeopleFilter(forms.Form):
    """Whom to look for."""

    q = forms.CharField(
        label=_("Name, address or job title"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "data-search": True}),
    )
    team: "forms.ModelChoiceField[Team]" = forms.ModelChoiceField(
        label=_("Team"), queryset=None, required=False, empty_label=_("All teams")
    )
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("All roles")), *RoleKind.choices], required=False)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False, initial=HERE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.filter(is_active=True)  # type: ignore[attr-defined]

    def wanted(self) -> PeopleWanted:
        """Give what is looked for; what makes no sense is left out."""
        self.is_valid()
        found = self.cleaned_data
        return PeopleWanted(
            text=found.get("q", ""),
            team=found.get("team"),
            kind=found.get("role", ""),
            state=found.get("state") or HERE,
            sort=self.data.get("sort", "name"),
        )


class MemberForm(forms.ModelForm[Member]):
    """What a workspace knows of a member."""

    class Meta:
        model = Member
        fields = ("team", "title", "available_hours", "declared_hours")
        labels = {"team": _("Team")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = Team.objects.filter(is_active=True)
        if self.instance.team_id:
            teams = teams | Team.objects.filter(pk=self.instance.team_id)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    """The terms of a role: over what, from when to when, and who stands in. A new one also says whose and which."""

    member = MemberField(label=_("Person"), help_text=_WHO)
    kind = forms.ChoiceField(label=_("Role"))
    team: "forms.ModelChoiceField[Team]" = forms.ModelChoiceField(
        label=_("Team"),
        queryset=None,
        required=False,
        help_text=_("For a champion: the team that they speak for."),
        empty_label="—",
    )
    data_object: "forms.ModelChoiceField[DataObject]" = forms.ModelChoiceField(
        label=_("Data object"),
        queryset=None,
        required=False,
        help_text=_("For a data owner: what they answer for."),
        empty_label="—",
    )
    starts_on = forms.DateField(label=_("From"), widget=_day(), help_text=_("The first day."))
    ends_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=_day(),
        help_text=_("The last day. An external reviewer needs one; for others, leave it empty."),
    )
    deputy = MemberField(
        label=_("Deputy"),
        required=False,
        help_text=_(
            "Acts in this role at any time, with the same rights, until it ends. A part of their name is enough."
        ),
    )

    def __init__(self, actor: Member, *args: Any, role: Role | None = None, **kwargs: Any) -> None:
        initial = {name: getattr(role, name) for name in TERMS} if role else {}
        kwargs["initial"] = {**initial, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        here = Member.objects.filter(Q(is_active=True) | Q(pk=role.deputy_id if role else None))
        self._offer("team", Team.objects.filter(Q(is_active=True) | Q(pk=role.team_id if role else None)))
        objects = DataObject.objects.filter(Q(is_active=True) | Q(pk=role.data_object_id if role else None))
        self._offer("data_object", objects)
        search = reverse("workspace:people_find", args=[actor.workspace.slug])
        self.fields["deputy"].offer(here, search)  # type: ignore[attr-defined]  # a `MemberField`
        if role is not None:
            self._keep_to_kind(RoleKind(role.kind))
            return
        self.fields["member"].offer(here, search)  # type: ignore[attr-defined]  # a `MemberField`
        kinds = [(kind.value, kind.label) for kind in kinds_offered(actor)]
        self.fields["kind"].choices = [("", "—"), *kinds]  # type: ignore[attr-defined]

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def _keep_to_kind(self, kind: RoleKind) -> None:
        """Drop what cannot change, and what a role of this kind has not."""
        lost = {"team", "data_object"} - {SCOPES.get(kind)}
        for name in ("member", "kind", *sorted(lost)):
            del self.fields[name]
