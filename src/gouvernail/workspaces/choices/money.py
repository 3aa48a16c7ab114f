"""The currencies that a workspace may count its value in (ISO 4217)."""

from django.utils.translation import gettext_lazy as _

CURRENCIES = [
    ("EUR", _("Euro (€)")),
    ("CHF", _("Swiss franc (CHF)")),
    ("GBP", _("Pound sterling (£)")),
    ("USD", _("US dollar ($)")),
    ("CAD", _("Canadian dollar (CAD)")),
    ("XOF", _("West African CFA franc (XOF)")),
    ("XAF", _("Central African CFA franc (XAF)")),
    ("MAD", _("Moroccan dirham (MAD)")),
    ("TND", _("Tunisian dinar (TND)")),
    ("PLN", _("Złoty (PLN)")),
    ("SEK", _("Swedish krona (SEK)")),
]
