"""The words that rows may hold, and the sentences of the trail."""
