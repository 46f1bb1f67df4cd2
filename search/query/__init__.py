"""Query: how what was typed becomes groups of alternative terms."""
