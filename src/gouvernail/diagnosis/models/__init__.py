"""One file a subject; the names are gathered here for Django."""

from gouvernail.diagnosis.models.annotation import Annotation
from gouvernail.diagnosis.models.export import Export
from gouvernail.diagnosis.models.report import Report, Wording
from gouvernail.diagnosis.models.share import ShareLink

__all__ = ["Annotation", "Export", "Report", "ShareLink", "Wording"]
