"""Takes a document and a theme, gives a page in HTML and then the finished PDF."""
