"""Web: the pages and answers that a running server gives."""
