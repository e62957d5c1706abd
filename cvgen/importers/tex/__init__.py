"""Read TeX sources: comments, own commands, inline marks, lists and tables, as blocks of a page."""
