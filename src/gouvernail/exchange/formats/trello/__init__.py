"""Boards: Trello's JSON export, and the export of Nextcloud Deck that resembles it."""

from gouvernail.exchange.formats.trello.reader import matches, read

__all__ = ["matches", "read"]
