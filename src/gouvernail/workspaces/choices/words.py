"""The words that rows may hold."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Theme(TextChoices):
    """The look of the pages."""

    SYSTEM = "system", _("As the system")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Side(TextChoices):
    """Where a team stands: those who ask and use, or those who build."""

    BUSINESS = "business", _("Business")
    BUILDER = "builder", _("Builders")


class Rhythm(IntegerChoices):
    """Days between two arbitrations."""

    WEEKLY = 7, _("Every week")
    FORTNIGHTLY = 14, _("Every two weeks")
    MONTHLY = 28, _("Every four weeks")


class RoleKind(TextChoices):
    """The roles of a CRM programme (glossary)."""

    SPONSOR = "sponsor", _("Executive sponsor")
    PRODUCT_OWNER = "product_owner", _("Product Owner")
    PROXY_PO = "proxy_po", _("Proxy Product Owner")
    DATA_OWNER = "data_owner", _("Data owner")
    CHAMPION = "champion", _("Champion")
    BUILDER = "builder", _("Builder")
    REQUESTER = "requester", _("Requester")
    REVIEWER = "reviewer", _("External reviewer")
    ADMINISTRATOR = "administrator", _("Administrator")


class Letter(TextChoices):
    """RACI: what a person is in a duty."""

    RESPONSIBLE = "R", _("Responsible")
    ACCOUNTABLE = "A", _("Accountable")
    CONSULTED = "C", _("Consulted")
    INFORMED = "I", _("Informed")


# What settings.AUTH_PASSWORD_VALIDATORS ask, in one sentence.
PASSWORD_RULES = _("At least 10 characters, not a usual password, and not your name or your address.")
