"""One file a subject; the names are gathered here for Django."""

from gouvernail.jobs.models.job import Job
from gouvernail.jobs.models.message import Message
from gouvernail.jobs.models.tick import Tick
from gouvernail.jobs.models.worker import Worker

__all__ = ["Job", "Message", "Tick", "Worker"]
