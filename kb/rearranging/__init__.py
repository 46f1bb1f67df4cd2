"""Rearranging: what changes in which files when an article is begun, moved, renamed or retired."""
