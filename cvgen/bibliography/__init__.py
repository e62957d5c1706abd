"""Bibliography files (BibTeX, biblatex, CSL-JSON), citation styles, and their way to publications and back."""
