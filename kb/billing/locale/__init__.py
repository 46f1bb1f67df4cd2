"""Locale: how the service speaks to a person."""
