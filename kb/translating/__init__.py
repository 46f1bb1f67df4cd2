"""How do languages keep up with each other? What is missing, what is stale, and what changed there."""
