"""Static: how an index becomes the files that a browser reads."""
