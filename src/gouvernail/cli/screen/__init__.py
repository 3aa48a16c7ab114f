"""What the terminal shows: the same contents as the page and the audit, laid out for 80 to 120 columns."""
