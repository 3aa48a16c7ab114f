"""Addresses of requests, and of what hangs on them."""

from django.urls import path

from gouvernail.backlog.views.requests import asking, detail, listing, triage, triage_acts, triage_many, voices

urlpatterns = [
    path("requests/", listing.request_list, name="request_list"),
    path("requests/new", asking.request_new, name="request_new"),
    path("requests/similar", asking.request_similar, name="request_similar"),
    path("requests/triage", triage.request_triage, name="request_triage"),
    path("requests/triage/list", triage_many.request_triage_list, name="request_triage_list"),
    path("requests/triage/answer", triage_many.request_answer_many, name="request_answer_many"),
    path("requests/triage/undo", triage_many.request_answers_undo, name="request_answers_undo"),
    path("requests/triage/unsnooze", triage_many.request_snoozes_undo, name="request_snoozes_undo"),
    path("requests/<int:pk>/", detail.request_detail, name="request_detail"),
    path("requests/<int:pk>/edit", asking.request_change, name="request_edit"),
    path("requests/<int:pk>/remove", asking.request_removed, name="request_remove"),
    path("requests/<int:pk>/restore", asking.request_restored, name="request_restore"),
    path("requests/<int:pk>/voice", voices.request_voice, name="request_voice"),
    path("requests/<int:pk>/voice/remove", voices.request_voice_remove, name="request_voice_remove"),
    path("requests/<int:pk>/comments", detail.request_comment, name="request_comment"),
    path("requests/<int:pk>/files", detail.request_attach, name="request_attach"),
    path("requests/<int:pk>/review", triage_acts.request_review, name="request_review"),
    path("requests/<int:pk>/accept", triage_acts.request_accept, name="request_accept"),
    path("requests/<int:pk>/merge", triage_acts.request_merge, name="request_merge"),
    path("requests/<int:pk>/unmerge", triage_acts.request_unmerge, name="request_unmerge"),
    path("requests/<int:pk>/defer", triage_acts.request_defer, name="request_defer"),
    path("requests/<int:pk>/decline", triage_acts.request_decline, name="request_decline"),
    path("requests/<int:pk>/reopen", triage_acts.request_reopen, name="request_reopen"),
    path("requests/<int:pk>/snooze", triage_acts.request_snooze, name="request_snooze"),
    path("voices/<int:pk>/edit", voices.voice_change, name="voice_edit"),
]
