from django.apps import AppConfig


class ConnectorsConfig(AppConfig):
    """Stored sources, mappings, uploads, import runs."""

    name = "gouvernail.connectors"
    label = "connectors"
