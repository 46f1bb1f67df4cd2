"""What the site is made of, as plain functions over plain data; nothing here knows MkDocs."""
