"""Which header goes to which field of the shape: guessed from names and values, or said by the user."""

from gouvernail.exchange.mapping.guess import map_table
from gouvernail.exchange.mapping.profile import Profile, load
from gouvernail.exchange.mapping.table_map import TableMap
from gouvernail.exchange.mapping.written import dump

__all__ = ["Profile", "TableMap", "dump", "load", "map_table"]
