"""API: the service over HTTP."""
