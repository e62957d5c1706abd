"""The profile: takes a person's facts as JSON Resume names them, gives checked, frozen objects."""
