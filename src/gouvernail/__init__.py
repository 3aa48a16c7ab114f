"""Gouvernail keeps a CRM roadmap on course."""

__version__ = "0.1.0"
