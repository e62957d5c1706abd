"""One application: its documents, built, merged, sent and kept."""
