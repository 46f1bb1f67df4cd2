"""HTML that stands elsewhere, of any kind and generator, as the pages of an import."""
