"""The page `/agent`: a message on the left, letters for this account on the right."""
