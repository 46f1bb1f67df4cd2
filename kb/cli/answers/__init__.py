"""The command `kb answer`, by what it does: ask, answer for one customer, write, in bulk."""
