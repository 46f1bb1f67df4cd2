"""How scripts and styles become what a browser loads."""
