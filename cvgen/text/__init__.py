"""Text: dates, language tags, scripts, inline marks, mathematics and transliteration."""
