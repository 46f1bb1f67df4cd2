"""Importing: articles that stand elsewhere, as HTML, an export or foreign Markdown, become ours."""
