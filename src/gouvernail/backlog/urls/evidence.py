"""Addresses of evidence."""

from django.urls import path

from gouvernail.backlog.views.urgency import evidence

urlpatterns = [
    path("backlog/evidence/", evidence.evidence_list, name="evidence_list"),
    path("backlog/items/<int:pk>/evidence/new", evidence.evidence_new, name="item_evidence_new"),
    path("backlog/evidence/<int:pk>/", evidence.evidence_detail, name="evidence_detail"),
    path("backlog/evidence/<int:pk>/edit", evidence.evidence_change, name="evidence_edit"),
    path("backlog/evidence/<int:pk>/verify", evidence.evidence_verified, name="evidence_verify"),
    path("backlog/evidence/<int:pk>/renew", evidence.evidence_renewed, name="evidence_renew"),
    path("backlog/evidence/<int:pk>/files", evidence.evidence_attached, name="evidence_attach"),
    path("backlog/evidence/<int:pk>/remove", evidence.evidence_removed, name="evidence_remove"),
    path("backlog/evidence/<int:pk>/restore", evidence.evidence_restored, name="evidence_restore"),
]
