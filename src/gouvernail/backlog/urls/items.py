"""Addresses of items, and of what hangs on them."""

from django.urls import path

from gouvernail.backlog.views import attachments, comments
from gouvernail.backlog.views.items import acts, compass, deciding, editing, listing, parts, story, undo

urlpatterns = [
    path("backlog/items/", listing.item_list, name="item_list"),
    path("backlog/items/tree", compass.item_tree, name="item_tree"),
    path("backlog/items/off-compass", compass.item_off_compass, name="item_off_compass"),
    path("backlog/items/alignment", compass.alignment_page, name="alignment"),
    path("backlog/items/new", editing.item_new, name="item_new"),
    path("backlog/items/owners", editing.owner_find, name="owner_find"),
    path("backlog/items/<int:pk>/", story.item_detail, name="item_detail"),
    path("backlog/items/<int:pk>/history", story.item_history, name="item_history"),
    path("backlog/items/<int:pk>/edit", editing.item_change, name="item_edit"),
    path("backlog/items/<int:pk>/resolve", editing.item_resolve, name="item_resolve"),
    path("backlog/items/<int:pk>/put-back/<int:version>", undo.item_put_back, name="item_edit_undo"),
    path("backlog/items/<int:pk>/start", acts.item_start, name="item_start"),
    path("backlog/items/<int:pk>/finish", acts.item_finish, name="item_finish"),
    path("backlog/items/<int:pk>/drop", acts.item_drop, name="item_drop"),
    path("backlog/items/<int:pk>/decide", deciding.item_decide, name="item_decide"),
    path("backlog/items/<int:pk>/reopen", acts.item_reopen, name="item_reopen"),
    path("backlog/items/<int:pk>/remove", acts.item_remove, name="item_remove"),
    path("backlog/items/<int:pk>/restore", acts.item_restore, name="item_restore"),
    path("backlog/items/<int:pk>/aim", acts.item_aim, name="item_aim"),
    path("backlog/items/<int:pk>/needs", parts.need_add, name="item_need_add"),
    path("backlog/items/<int:pk>/needs/<int:needs>/remove", parts.need_remove, name="item_need_remove"),
    path("backlog/items/<int:pk>/effort", parts.effort, name="item_effort"),
    path("backlog/items/<int:pk>/links", parts.item_link_add, name="item_link_add"),
    path("backlog/links/<int:pk>/remove", parts.item_link_remove, name="link_remove"),
    path("backlog/items/<int:pk>/requests", parts.item_origin_add, name="item_origin_add"),
    path("backlog/items/<int:pk>/requests/<int:asked>/remove", parts.item_origin_remove, name="item_origin_remove"),
    path("backlog/items/<int:pk>/comments", comments.item_comment, name="item_comment"),
    path("backlog/comments/<int:pk>/edit", comments.comment_change, name="comment_edit"),
    path("backlog/comments/<int:pk>/remove", comments.comment_remove, name="comment_remove"),
    path("backlog/comments/<int:pk>/restore", comments.comment_restore, name="comment_restore"),
    path("backlog/mentions", comments.mention_list, name="mention_list"),
    path("backlog/items/<int:pk>/files", attachments.item_attach, name="item_attach"),
    path("backlog/files/<int:pk>/", attachments.attachment, name="attachment"),
    path("backlog/files/<int:pk>/remove", attachments.attachment_remove, name="attachment_remove"),
    path("backlog/files/<int:pk>/restore", attachments.attachment_restore, name="attachment_restore"),
]
