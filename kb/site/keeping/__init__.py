"""What a build keeps for the next one, so that an edit costs what it changes and not the whole site."""
