"""Pictures in the widths that pages offer, and with what is said below them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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


def find_lone_pictures(root: Element) -> list[tuple[Element, Element]]:
    """The paragraphs that are a picture and nothing else, each with it. Of pictures on lines that
    follow one another each is given a paragraph."""
    found = []
    for parent in [*root.iter()]:
        for paragraph in [child for child in parent if child.tag == "p" and _is_of_pictures(child)]:
            place = list(parent).index(paragraph)
            for number, picture in enumerate([*paragraph]):
                own = paragraph if number == 0 else Element("p")
                if number:
                    paragraph.remove(picture)
                    own.append(picture)
                    own.tail = "\n"
                    parent.insert(place + number, own)
                picture.tail = ""
                found.append((own, picture))
    return found


def _is_of_pictures(paragraph: Element) -> bool:
    beside = (paragraph.text or "") + "".join(child.tail or "" for child in paragraph)
    return (
        len(paragraph) > 0 and all(child.tag == "img" for child in paragraph) and not beside.strip()
    )


def frame_pictures(alone: Iterable[tuple[Element, Element]]) -> Iterator[str]:
    """Makes a figure of each lone picture with a caption; yields the captions."""
    for paragraph, only in alone:
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
