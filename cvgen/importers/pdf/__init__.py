"""Read the text of a PDF by its place on the page, as blocks of a page."""
