"""Addresses of the ranked backlog."""

from django.urls import path

from gouvernail.backlog.views.ranking import backlog, cells, export, many, rules, saved, why

urlpatterns = [
    path("backlog/", many.backlog, name="backlog"),
    path("backlog/matrix", backlog.matrix, name="matrix"),
    path("backlog/backlog.csv", export.backlog_csv, name="backlog_csv"),
    path("backlog/backlog.pdf", export.backlog_pdf, name="backlog_pdf"),
    path("backlog/backlog.xlsx", export.backlog_xlsx, name="backlog_xlsx"),
    path("backlog/put-back", many.items_back, name="items_put_back"),
    path("backlog/why", why.why, name="why"),
    path("backlog/items/<int:pk>/rank", why.item_rank, name="item_rank"),
    path("backlog/items/<int:pk>/cell/<slug:name>", cells.item_cell, name="item_cell"),
    path("backlog/rules", rules.rules_page, name="rules"),
    path("backlog/rules/thresholds", rules.thresholds_page, name="thresholds"),
    path("backlog/rankings/", why.ranking_list, name="ranking_list"),
    path("backlog/rankings/compute", backlog.ranking_refresh_now, name="ranking_compute"),
    path("backlog/rankings/<int:pk>/", why.ranking_detail, name="ranking_detail"),
    path("backlog/views/", saved.view_new, name="view_save"),
    path("backlog/views/<int:pk>/", saved.view_change, name="view_edit"),
    path("backlog/views/<int:pk>/duplicate", saved.view_copy, name="view_duplicate"),
    path("backlog/views/<int:pk>/remove", saved.view_gone, name="view_remove"),
]
