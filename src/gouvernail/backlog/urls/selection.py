"""Addresses of what fits in a capacity."""

from django.urls import path

from gouvernail.backlog.views.selection import asking, kept

urlpatterns = [
    path("backlog/selection/", asking.selection, name="selection"),
    path("backlog/selection/ask", asking.ask, name="selection_ask"),
    path("backlog/selection/compare", kept.compare, name="selection_compare"),
    path("backlog/selection/<int:pk>/", asking.scenario, name="scenario"),
    path("backlog/selection/<int:pk>/keep", kept.keep, name="scenario_keep"),
    path("backlog/selection/<int:pk>/remove", kept.remove, name="scenario_remove"),
    path("backlog/selection/<int:pk>/restore", kept.restore, name="scenario_restore"),
]
