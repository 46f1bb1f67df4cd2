"""Picking: which articles answer what a message asks, and whether they are sure to."""
