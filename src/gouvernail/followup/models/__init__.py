"""One file a subject; the names are gathered here for Django."""

from gouvernail.followup.models.line import Line
from gouvernail.followup.models.notice import Notice
from gouvernail.followup.models.policy import Policy
from gouvernail.followup.models.preference import Preference
from gouvernail.followup.models.told import Told

__all__ = ["Line", "Notice", "Policy", "Preference", "Told"]
