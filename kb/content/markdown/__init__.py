"""How Markdown becomes HTML, as everywhere else and here."""
