"""Takes words with their places, gives the facts of a PDF as a reader of any file would give them."""

from cvgen.pdf.facts import Page, PdfFacts, Text

WIDTH, HEIGHT = 595, 842


def text(left, baseline, words, *, size=10, bold=False):
    """Set words from a left edge on a baseline, half as wide as high."""
    font = "Some-Bold" if bold else "Some-Regular"
    box = (left, baseline - 0.7 * size, left + 0.5 * size * len(words), baseline + 0.2 * size)
    return Text(words, font, size, box, baseline)


def facts(*pages):
    """Make a file of pages of texts."""
    made = [
        Page(number, WIDTH, HEIGHT, (WIDTH, HEIGHT), is_read=True, texts=tuple(texts))
        for number, texts in enumerate(pages, 1)
    ]
    return PdfFacts("cv.pdf", 1, pages=tuple(made))
