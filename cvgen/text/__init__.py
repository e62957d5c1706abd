"""Text: dates, language tags, scripts and direction, inline markup, mathematics, transliteration."""
