"""Domain: the rules of billing, pure."""
