"""Answering: from a customer's message to the articles and the text that answer it."""
