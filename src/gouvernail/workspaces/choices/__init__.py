"""The words that rows may hold, and the table of rights."""
