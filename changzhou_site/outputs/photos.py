"""The pictures of prose as pages load them: upright, without a camera's notes, in some widths."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from changzhou_site.model import Picture

if TYPE_CHECKING:
    from PIL.Image import Image

WEBP = {"quality": 80, "method": 4}
TURNED = 92
"""The quality of a JPEG that had to be turned; one that stands upright keeps its own."""

ORIENTATION = 0x0112

SHOWN = frozenset(
    "jfif jfif_version jfif_unit jfif_density dpi icc_profile transparency gamma srgb chromaticity"
    " progressive progression adobe adobe_transform interlace aspect loop background timestamp"
    " duration".split()
)
"""What a file says of how it is to be shown. Beside it a camera notes place, time and owner."""


def picture_files(picture: Picture) -> Iterator[tuple[str, bytes]]:
    """The picture and, where it does not move, WebP of each width, by their plain names."""
    from PIL import Image  # only sites with pictures need it

    with Image.open(BytesIO(picture.data)) as opened:
        yield picture.name, _bare(opened, picture)
        if picture.is_still:
            upright = _plain(opened)
            for width in picture.widths:
                yield picture.in_width(width), _webp(upright, width)


def _bare(opened: Image, picture: Picture) -> bytes:
    """The picture in its own format: turned as it shows, with its colours and no more."""
    opened.load()
    is_turned = opened.getexif().get(ORIENTATION, 1) != 1
    if not picture.is_still or not (is_turned or set(opened.info) - SHOWN):
        return picture.data
    from PIL import ImageOps

    made = ImageOps.exif_transpose(opened) if is_turned else opened
    made.info = {name: what for name, what in made.info.items() if name in SHOWN}
    options: dict[str, object] = {"exif": b"", "icc_profile": made.info.get("icc_profile")}
    if opened.format == "JPEG":
        options["quality"] = TURNED if is_turned else "keep"
    elif opened.format == "WEBP":
        options |= WEBP
    buffer = BytesIO()
    made.save(buffer, opened.format, **options)
    return buffer.getvalue()


def _plain(opened: Image) -> Image:
    """Upright and in red, green and blue."""
    from PIL import ImageOps

    turned = ImageOps.exif_transpose(opened)
    if turned.mode.startswith("I"):  # sixteen bits of grey, of which `convert` would cut the upper
        turned = turned.convert("I").point(lambda grey: grey / 257).convert("L")
    return turned.convert("RGBA" if turned.has_transparency_data else "RGB")


def _webp(upright: Image, width: int) -> bytes:
    height = max(1, round(upright.height * width / upright.width))
    buffer = BytesIO()
    upright.resize((width, height)).save(buffer, "WEBP", exif=b"", **WEBP)
    return buffer.getvalue()
