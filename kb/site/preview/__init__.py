"""How does a writer see what was saved? Single pages, rendered when somebody asks for them."""
