"""Text: how a text becomes terms, by the rules of its language."""
