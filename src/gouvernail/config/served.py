"""What our own server serves: the WSGI application, in a process that leaves Ctrl-C to its parent.

A terminal sends Ctrl-C to every process at once, and the parent then asks each to end: a web process of Granian that
is told twice waits for itself, until it is killed half a minute later. Only what the parent says counts.
"""

import signal

from gouvernail.config.wsgi import application

if hasattr(signal, "pthread_sigmask"):
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

__all__ = ["application"]
