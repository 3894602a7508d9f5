"""Pictures in the widths that pages offer, and with what is said below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from changzhou_site.addresses import file_address
from changzhou_site.model import Picture

SIZES = "(min-width: 43em) 648px, 94vw"
"""How wide the theme shows a picture: as the text at most."""

CREDIT = re.compile(r"\s*\|\s*")


def dress(image: Element, picture: Picture) -> None:
    """Gives an image its address and size. Where it does not move it becomes a picture, with the
    image inside it."""
    image.set("src", file_address(picture.name))
    image.set("width", str(picture.width))
    image.set("height", str(picture.height))
    image.set("loading", "lazy")
    image.set("decoding", "async")
    if picture.is_still:
        inner = Element("img", image.attrib)
        title = image.get("title")
        image.tag, image.attrib = "picture", {"title": title} if title else {}
        inner.attrib.pop("title", None)
        offered = (f"{file_address(picture.in_width(width))} {width}w" for width in picture.widths)
        attributes = {"type": "image/webp", "srcset": ", ".join(offered), "sizes": SIZES}
        SubElement(image, "source", attributes)
        image.append(inner)


def frame_pictures(root: Element) -> Iterator[str]:
    """Makes a figure of each paragraph that is a picture with a caption; yields the captions."""
    for paragraph in [*root.iter("p")]:
        only = paragraph[0] if len(paragraph) == 1 else None
        beside = (paragraph.text or "") + ((only.tail or "") if only is not None else "")
        if only is None or only.tag not in ("picture", "img") or beside.strip():
            continue
        if title := only.attrib.pop("title", ""):
            yield title
            paragraph.tag = "figure"
            paragraph.attrib["class"] = "picture"
            caption, *credit = CREDIT.split(title, maxsplit=1)
            below = SubElement(paragraph, "figcaption")
            below.text = caption
            if credit:
                below.text += " " if caption else ""
                SubElement(below, "span", {"class": "credit"}).text = credit[0]
