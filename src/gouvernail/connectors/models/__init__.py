"""One file a subject; the names are gathered here for Django."""

from gouvernail.connectors.models.backlog_import import BacklogImport, Overwrite
from gouvernail.connectors.models.import_run import ImportRun
from gouvernail.connectors.models.source import Source
from gouvernail.connectors.models.upload import Upload

__all__ = ["BacklogImport", "ImportRun", "Overwrite", "Source", "Upload"]
