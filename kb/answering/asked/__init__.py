"""What a message asks, and in which language."""
