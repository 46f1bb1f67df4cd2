"""How do readers' votes come in? The door, and the pages that name it."""
