"""Addresses of opinions: rounds, sheets and scales."""

from django.urls import path

from gouvernail.backlog.views.assessments import rounds, scales, scoring

urlpatterns = [
    path("backlog/rounds/", rounds.round_list, name="round_list"),
    path("backlog/rounds/new", rounds.round_new, name="round_new"),
    path("backlog/rounds/<int:pk>/", rounds.round_detail, name="round_detail"),
    path("backlog/rounds/<int:pk>/score", scoring.round_score, name="round_score"),
    path("backlog/rounds/<int:pk>/reveal", rounds.round_revealed, name="round_reveal"),
    path("backlog/rounds/<int:pk>/again", rounds.round_asked_again, name="round_again"),
    path("backlog/rounds/<int:pk>/close", rounds.round_closed, name="round_close"),
    path("backlog/rounds/<int:pk>/cancel", rounds.round_cancelled, name="round_cancel"),
    path("backlog/rounds/<int:pk>/resume", rounds.round_resumed, name="round_resume"),
    path("backlog/scales/", scales.scale_list, name="scale_list"),
    path("backlog/scales/<slug:scale>/edit", scales.scale_change, name="scale_edit"),
    path("backlog/scales/<slug:scale>/known/<int:position>", scales.calibration_change, name="calibration_edit"),
    path("backlog/known/<int:pk>/rate", scales.calibration_rated, name="calibration_rate"),
]
