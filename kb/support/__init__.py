"""Support: what several checks ask about the content."""
