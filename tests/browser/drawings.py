"""What the browser tests ask of drawings on a page: their boxes, sizes and colours, as drawn."""

from typing import Any

SMALLEST_TEXT = 12
TOLERANCE = 1.25
"""CSS pixels; Firefox gives the boxes of texts rounded outwards."""

VISIBLE = """
    element => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && box.height > 0
            && element.checkVisibility({opacityProperty: true, visibilityProperty: true});
    }
"""

# Every visible drawing of the page and its texts, in CSS pixels. A font's line box is higher than
# its letters (Noto's is 1.45 em), so the box of a text is drawn in towards one em.
DRAWINGS = f"""
    () => {{
        const visible = {VISIBLE};
        const edges = (box, inset) => ({{
            left: box.left, right: box.right, top: box.top + inset, bottom: box.bottom - inset,
        }});
        const ownText = element => [...element.childNodes].some(
            node => node.nodeType === Node.TEXT_NODE && node.data.trim());
        const size = element => {{
            const {{a, b, c, d}} = element.getScreenCTM();
            const scale = Math.sqrt(Math.abs(a * d - b * c));
            return parseFloat(getComputedStyle(element).fontSize) * scale;
        }};
        const text = element => {{
            const sizes = [element, ...element.querySelectorAll("*")].filter(ownText).map(size);
            const em = Math.max(...sizes);
            const box = element.getBoundingClientRect();
            const inset = Math.max(0, Math.min((box.height - em) / 2, em * 0.23));
            return {{
                words: element.textContent.trim(),
                size: Math.min(...sizes),
                box: edges(box, inset),
            }};
        }};
        return [...document.querySelectorAll("svg")].filter(visible).map(svg => ({{
            name: svg.closest("[data-chart]")?.dataset.chart ?? svg.outerHTML.slice(0, 80),
            box: edges(svg.getBoundingClientRect(), 0),
            layout: svg.parentElement.className,
            room: svg.closest(".drawings")?.clientWidth ?? 0,
            scale: svg.getBoundingClientRect().width / svg.viewBox.baseVal.width,
            texts: [...svg.querySelectorAll("text")]
                .filter(element => element.textContent.trim() && visible(element)).map(text),
        }}));
    }}
"""

# What each shape and text of the visible drawings is painted with, and what it all lies on.
COLOURS = f"""
    () => {{
        const visible = {VISIBLE};
        const ground = getComputedStyle(document.documentElement).backgroundColor;
        const colours = element => {{
            const {{fill, stroke, forcedColorAdjust}} = getComputedStyle(element);
            const mark = element.closest(".mark");
            const indicator = mark?.dataset.indicator ?? mark?.dataset.event ?? "";
            const chart = element.closest("[data-chart]").dataset.chart;
            return {{
                name: element.localName, words: element.textContent.trim(), fill, stroke,
                forced: forcedColorAdjust, mark: mark ? `${{chart}} ${{indicator}}` : "",
                token: element.closest("[fill]").getAttribute("fill"),
            }};
        }};
        return {{ground, shapes: [...document.querySelectorAll(".drawing")].filter(visible)
            .flatMap(svg => [...svg.querySelectorAll("path, rect, circle, text")].map(colours))}};
    }}
"""


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return across > TOLERANCE and down > TOLERANCE


def reaches_out(inner: dict[str, float], outer: dict[str, float]) -> bool:
    return (
        inner["left"] < outer["left"] - TOLERANCE
        or inner["right"] > outer["right"] + TOLERANCE
        or inner["top"] < outer["top"] - TOLERANCE
        or inner["bottom"] > outer["bottom"] + TOLERANCE
    )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of a computed colour, which may let through, on another that does not."""
    (*front, alpha), (*ground, _) = _channels(one), _channels(other)
    mixed = [alpha * a + (1 - alpha) * b for a, b in zip(front, ground, strict=True)]
    dark, light = sorted([_luminance(mixed), _luminance(ground)])
    return (light + 0.05) / (dark + 0.05)


def _channels(colour: str) -> list[float]:
    numbers = [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")]
    return [*(number / 255 for number in numbers[:3]), *(numbers[3:] or [1.0])]


def _luminance(channels: list[float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


Seen = dict[str, Any]
"""A drawing or shape as DRAWINGS and COLOURS give it."""
