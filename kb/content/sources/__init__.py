"""The files of a content folder: which they are, what stands in each, and what is wrong with it."""
