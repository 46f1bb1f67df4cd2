"""Snippets: which passage of a result is shown, and what is marked in it."""
