"""The only door to pypdf: takes the bytes of a PDF, gives what a reader, or a machine, finds in it."""
