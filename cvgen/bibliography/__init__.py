"""Takes bibliography files (.bib, CSL-JSON), gives publications of a profile; and the other way round."""
