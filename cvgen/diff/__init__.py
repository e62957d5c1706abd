"""Takes two profiles, or what two PDFs hold, gives what changed from the one to the other, in words."""
