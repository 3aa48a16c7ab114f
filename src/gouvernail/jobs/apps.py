from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Background work that a person can watch."""

    name = "gouvernail.jobs"
    label = "jobs"
