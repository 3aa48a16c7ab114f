"""Load, form, service, answer."""
