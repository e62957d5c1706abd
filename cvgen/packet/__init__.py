"""Takes one application as its file says it, gives the files that its target wants."""
