"""How does a command reach an index on other machines? `--to` and `--search`."""
