"""What a writer's browser gets: pages as they stand now, news of every change, what is wrong with a page."""
