"""The full-screen tool `kb agent`: its command and its screen."""
