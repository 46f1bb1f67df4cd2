"""Markdown of other generators, with their front matter and shortcodes, as the pages of an import."""
