"""The bundled sample: a seeded simulation of a French CRM programme, always labelled as such."""

from gouvernail.exchange.sample.files import SEED, write_sample

__all__ = ["SEED", "write_sample"]
