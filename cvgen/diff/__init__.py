"""Find what changed between two profiles or two PDFs, and put it into words."""
