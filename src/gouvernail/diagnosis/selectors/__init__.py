"""Reads. Other rooms enter here."""
