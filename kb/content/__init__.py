"""Content: what an article is, and what it says for whom."""
