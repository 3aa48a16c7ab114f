"""Every component on one page, for those who build pages. Served in debug only."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gouvernail.web.toasts import said

TOKENS = (
    *("paper", "surface", "sunken", "raised", "line", "edge", "ink", "ink-2", "ink-3"),
    *("accent", "good", "warn", "bad", "value", "complexity", "urgency"),
)


class Sample(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("As people say it aloud."))
    mail = forms.EmailField(label=_("E-mail address"))
    since = forms.DateField(label=_("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    role = forms.ChoiceField(label=_("Role"), choices=[("", "–"), ("po", "Product Owner"), ("sponsor", "Sponsor")])
    why = forms.CharField(label=_("Reason"), widget=forms.Textarea, required=False)
    verdict = forms.ChoiceField(
        label=_("Verdict"),
        widget=forms.RadioSelect,
        choices=[("now", _("Build now")), ("later", _("Look again later")), ("no", _("Refuse"))],
    )
    told = forms.BooleanField(label=_("Tell those who asked"), required=False)
    file = forms.FileField(label=_("File"), required=False)


@login_not_required
@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Show every component, in every state."""
    wrong = Sample({"wrong-mail": "camille", "wrong-role": "king"}, prefix="wrong")
    if "toasts" in request.GET:
        said(request, str(_("The duty was removed.")), undo=request.path)
        said(request, str(_("Two lines were not read.")), level=messages.WARNING)
    context = {
        "form": Sample(prefix="new"),
        "wrong": wrong,
        "page": Paginator(range(120), 25).page(2),
        "moved": [24, 22, 20, None, 12, 9, 5],
        "weeks": [("S40", 4), ("S41", 7), ("S42", 3), ("S43", 9), ("S44", 6)],
        "levels": [(4.6, 4, 5), (3.4, 3, 4), (1.2, 0, 4)],
        "tokens": TOKENS,
    }
    return render(request, "web/style.html", context)
