"""The plan of one document: all that was decided about it before a word of it is composed."""
