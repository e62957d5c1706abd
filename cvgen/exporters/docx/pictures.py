"""Put pictures into a Word document, each with the text that stands for it."""

from __future__ import annotations

from msgspec import Struct, field

from cvgen.exporters.office_xml import escape_xml

_EMU = 12_700  # English Metric Units in a point, of which drawings are measured
_SHAPES = {"circle": "ellipse", "rounded": "roundRect"}


class Drawing(Struct, frozen=True):
    """A picture: its file in the package, its text alternative, and its size in points."""

    number: int
    alternative: str
    width: float
    height: float
    shape: str = "rectangle"

    @property
    def relation(self) -> str:
        """The id by which the document names the file."""
        return f"picture{self.number}"


class PictureShelf(Struct):
    """The files of pictures, by their names in the package."""

    files: dict[str, bytes] = field(default_factory=dict)

    def add(self, data: bytes, alternative: str, box: tuple[float, float], shape: str) -> Drawing:
        """Add a picture, as large as fits into a box of points."""
        from cvgen.files.photo import measure_photo

        width, height = measure_photo(data)
        ending = "png" if data.startswith(b"\x89PNG") else "jpeg"
        number = len(self.files) + 1
        self.files[f"media/image{number}.{ending}"] = data
        scale = min(box[0] / width, box[1] / height)
        return Drawing(number, alternative, width * scale, height * scale, shape)


def write_inline_drawing(drawing: Drawing) -> str:
    """Write a picture that stands in a line."""
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f"{_write_extent(drawing)}{_write_name(drawing)}{_write_graphic(drawing)}"
        f"</wp:inline></w:drawing></w:r>"
    )


def write_floating_drawing(drawing: Drawing, side: str) -> str:
    """Write a picture at a side of the page's text, which runs around it."""
    return (
        f'<w:r><w:drawing><wp:anchor distT="0" distB="114300" distL="180000" distR="180000"'
        f' simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1"'
        f' allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="margin"><wp:align>{side}</wp:align></wp:positionH>'
        f'<wp:positionV relativeFrom="margin"><wp:align>top</wp:align></wp:positionV>'
        f'{_write_extent(drawing)}<wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:wrapSquare wrapText="bothSides"/>{_write_name(drawing)}{_write_graphic(drawing)}'
        f"</wp:anchor></w:drawing></w:r>"
    )


def _write_extent(drawing: Drawing) -> str:
    width, height = _measure(drawing)
    return f'<wp:extent cx="{width}" cy="{height}"/>'


def _measure(drawing: Drawing) -> tuple[int, int]:
    return round(drawing.width * _EMU), round(drawing.height * _EMU)


def _write_name(drawing: Drawing) -> str:
    alternative = escape_xml(drawing.alternative)
    number = drawing.number
    return f'<wp:docPr id="{number}" name="Picture {number}" descr="{alternative}"/>'


def _write_graphic(drawing: Drawing) -> str:
    width, height = _measure(drawing)
    shape = _SHAPES.get(drawing.shape, "rect")
    alternative = escape_xml(drawing.alternative)
    return (
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{drawing.number}" name="Picture {drawing.number}"'
        f' descr="{alternative}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{drawing.relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="{shape}"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"
    )
