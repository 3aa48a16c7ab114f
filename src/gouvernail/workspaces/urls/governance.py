"""Addresses of duties and of what is wrong with them, below a workspace."""

from django.urls import URLPattern, path

from gouvernail.workspaces.views import (
    duties,
    duty_acts,
    duty_edit,
    duty_exports,
    duty_mandate,
    duty_matrix,
    findings,
)

urlpatterns: list[URLPattern] = [
    path("governance/", duties.who_does_what, name="who_does_what"),
    path("governance/matrix", duty_matrix.duty_matrix, name="duty_matrix"),
    path("governance/template", duty_acts.duties_propose, name="duties_propose"),
    path("governance/duties.pdf", duty_exports.duties_pdf, name="duties_pdf"),
    path("governance/duties.xlsx", duty_exports.duties_xlsx, name="duties_xlsx"),
    path("governance/duties/new", duty_edit.duty_add, name="duty_add"),
    path("governance/duties/<int:key>", duties.duty, name="duty"),
    path("governance/duties/<int:key>/edit", duty_edit.duty_edit, name="duty_edit"),
    path("governance/duties/<int:key>/resolve", duty_edit.duty_resolve, name="duty_resolve"),
    path("governance/duties/<int:key>/cell", duty_matrix.duty_cell, name="duty_cell"),
    path("governance/duties/<int:key>/move", duty_acts.duty_move, name="duty_move"),
    path("governance/duties/<int:key>/archive", duty_acts.duty_archive, name="duty_archive"),
    path("governance/duties/<int:key>/restore", duty_acts.duty_restore, name="duty_restore"),
    path("governance/duties/<int:key>/mandate/<int:member>", duty_mandate.duty_mandate, name="duty_mandate"),
    path("governance/findings", findings.findings, name="findings"),
    path("governance/findings/counts", findings.finding_counts, name="finding_counts"),
    path("governance/findings/<str:digest>/set-aside", findings.finding_set_aside, name="finding_set_aside"),
    path("governance/findings/aside/<int:key>/end", findings.finding_bring_back, name="finding_bring_back"),
]
