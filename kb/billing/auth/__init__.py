"""Auth: who is signed in."""
