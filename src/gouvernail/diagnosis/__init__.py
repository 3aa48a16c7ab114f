"""From a history to a report: kept, annotated, compared, exported, shared."""
