"""Write a composed plan in other formats than PDF: one module per format, with one function."""
