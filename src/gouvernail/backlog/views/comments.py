"""Comments on items: add, change, remove, bring back, and whom one may name."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gouvernail.backlog.forms.comments import CommentForm
from gouvernail.backlog.models import Comment
from gouvernail.backlog.selectors.mentions import members_offered
from gouvernail.backlog.services.comments import comment_add, comment_edit
from gouvernail.backlog.services.comments import comment_remove as remove
from gouvernail.backlog.views.items.story import found, story_page
from gouvernail.backlog.views.moves import address
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.services.door import Forbidden, require

_LONGEST = 80


@require_POST
def item_comment(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Comment on an item."""
    item = found(pk)
    require(request.member, Right.COMMENT_ADD)
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            comment = comment_add(actor=request.member, item=item, text=form.cleaned_data["text"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            said(request, _("Your comment is added."), undo=address(request, "comment_remove", comment.pk))
            return redirect(place_of(request, comment))
    return story_page(request, item, comment=form)


@require_http_methods(["GET", "HEAD", "POST"])
def comment_change(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Change one's own comment."""
    comment = _found(pk)
    if comment.author_id != request.member.pk:
        raise Forbidden(_("Only its author may change a comment. Write your own below it."))
    form = CommentForm(request.POST or None, initial={"text": comment.text})
    if request.method == "POST" and form.is_valid():
        try:
            comment_edit(actor=request.member, comment=comment, text=form.cleaned_data["text"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            said(request, _("Your comment is saved."))
            return redirect(place_of(request, comment))
    context = {"form": form, "comment": comment, "back": place_of(request, comment)}
    return render(request, "backlog/comment_form.html", context, status=INVALID if form.is_bound else 200)


@require_POST
def comment_remove(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Remove one's own comment."""
    comment = _found(pk)
    remove(actor=request.member, comment=comment)
    said(request, _("Your comment is removed."), undo=address(request, "comment_restore", pk))
    return redirect(place_of(request, comment))


@require_POST
def comment_restore(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Bring one's own comment back."""
    comment = _found(pk)
    remove(actor=request.member, comment=comment, is_undone=True)
    said(request, _("Your comment is back."))
    return redirect(place_of(request, comment))


@require_safe
def mention_list(request: WorkspaceRequest) -> JsonResponse:
    """List whom what is typed after an `@` may name, for the script that offers them."""
    people = members_offered(request.GET.get("q", "").replace("\x00", "")[:_LONGEST])
    return JsonResponse({"people": [{"name": str(one), "title": one.title} for one in people]})


def place_of(request: WorkspaceRequest, comment: Comment) -> str:
    """Give the address of a comment on the page of what it is about."""
    if comment.item_id is not None:
        return f"{address(request, 'item_detail', comment.item_id)}#comments"
    assert comment.request_id is not None  # noqa: S101  # the database holds it: a comment is about one thing
    return f"{address(request, 'request_detail', comment.request_id)}#comments"


def _found(pk: int) -> Comment:
    """Find a comment on something that was not removed."""
    row = Comment.objects.select_related("item", "request").filter(pk=pk).first()
    about = (row.item or row.request) if row else None
    if row is None or about is None or about.removed_at is not None:
        raise Http404
    return row
