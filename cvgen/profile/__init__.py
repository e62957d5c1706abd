"""Profiles: a person's facts as JSON Resume names them, checked and frozen."""
