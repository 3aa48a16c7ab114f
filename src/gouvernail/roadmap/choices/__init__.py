"""The words of the roadmap."""
