"""Ranking: how much a term says of a document, and which documents come first."""
