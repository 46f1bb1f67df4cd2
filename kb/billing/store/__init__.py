"""Store: how accounts are kept in SQLite."""
