"""Word documents (ISO/IEC 29500, transitional): text, styles, and the package that holds them."""
