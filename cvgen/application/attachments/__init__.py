"""Inspect and repair files from others: transcripts, certificates, scans."""
