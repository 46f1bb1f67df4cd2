"""A help center: articles, the checks that keep them true, the site, and the faces that serve it."""
