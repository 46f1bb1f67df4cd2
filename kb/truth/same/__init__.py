"""Whether two sentences say the same: reworded, reordered, split, joined or misspelt; pure."""
