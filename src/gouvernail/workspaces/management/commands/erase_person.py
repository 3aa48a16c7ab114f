"""Erase a person who asked for it and cannot sign in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from gouvernail.workspaces.models import User
from gouvernail.workspaces.services.erasure import person_erase


class Command(BaseCommand):
    """`erase_person ADDRESS`: what *Erase my account* does, for whoever runs the server."""

    help = "Erase a person: name, address, password, devices, second factors, invitations. It cannot be undone."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read whom, and whether to ask."""
        parser.add_argument("address", help="the e-mail address of the person")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *_args: Any, address: str, yes: bool, **_options: Any) -> None:
        """Ask, then erase."""
        user = User.objects.filter(email=address.strip().lower()).first()
        if user is None:
            raise CommandError(_("No account has the address %(address)s.") % {"address": address})
        if not yes and input(f"{_('Type the address again to erase this person for good:')} ").strip() != address:
            raise CommandError(_("Nothing was erased."))
        try:
            person_erase(user=user)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(_("Erased."))
