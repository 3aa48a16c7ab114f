from django.apps import AppConfig


class DiagnosisConfig(AppConfig):
    """Why the roadmap does not move."""

    name = "gouvernail.diagnosis"
    label = "diagnosis"

    def ready(self) -> None:
        """Put the diagnosis in the rail, and its reports in the palette."""
        from django.utils.translation import gettext_lazy as _

        from gouvernail.diagnosis.selectors.palette import reports_found
        from gouvernail.web import palette
        from gouvernail.web.navigation import Entry, register

        palette.register("reports", reports_found, label=_("Reports"), order=30)
        register(Entry(label=_("Diagnosis"), url_name="diagnosis:report_list", icon="stethoscope", order=80, key="d"))
        _first_step()


def _first_step() -> None:
    """Say what a new workspace needs of this room."""
    from django.utils.translation import gettext_lazy as _

    from gouvernail.diagnosis.models import Report
    from gouvernail.workspaces.choices.rights import Right
    from gouvernail.workspaces.selectors.first_steps import Step, register

    register(
        Step(
            name="diagnosis",
            title=_("Run a diagnosis"),
            text=_("Drop an export of your present tool: see why the roadmap does not move, with the figures."),
            action=_("Drop a file"),
            icon="stethoscope",
            url_name="connectors:import_create",
            order=40,
            right=Right.DIAGNOSIS_RUN,
            is_done=lambda: Report.objects.filter(removed_at__isnull=True).exists(),
        )
    )
