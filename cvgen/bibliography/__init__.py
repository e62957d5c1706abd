"""Bibliography files (BibTeX, biblatex, CSL-JSON) and citation styles."""
