"""Pages: load, form, service, answer."""
