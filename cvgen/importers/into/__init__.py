"""Bring what was imported into a profile that is there, as a difference that can be reviewed."""
