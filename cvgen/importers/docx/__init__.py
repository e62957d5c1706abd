"""Read the text of Word documents as blocks of a page."""
