"""How dates and years are written: numbers that stand in any text."""

from __future__ import annotations

import re

MONTHS = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
GAP = r"[ \u00a0\u2009\u202f]?"
YEAR = r"(?:19|20)\d\d"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
MONTH = r"(?:0?[1-9]|1[0-2])(?!\d)"
DASH = r"\s*[—–\-~～〜至到]+\s*"
NOT_IN_NUMBER = r"(?:(?<![0-9A-Za-z_.,¥￥$€£+−%第\-])(?<![¥￥$€£]\s)|(?<=[A-Za-z]-))"
NOT_GOING_ON = r"(?![.,]?\d|[A-Za-z_])"

MONTH_AND_DAY = (
    rf"(?:{MONTH}{GAP}月?{DASH})?{MONTH}{GAP}月"
    rf"(?:{GAP}(?:{DAY}{GAP}[日号]?{DASH}(?:{MONTH}{GAP}月{GAP})?)?{DAY}{GAP}[日号])?"
)

DATES = re.compile(
    "|".join(
        (
            rf"(?<![\d.]){YEAR}(?:{GAP}年?{DASH}{YEAR})?{GAP}年(?:{GAP}{MONTH_AND_DAY})?",
            rf"(?<![\d.,]){MONTH_AND_DAY}",
            rf"(?<![\d.,共历时长达近约满第每隔续前后超过]){DAY}{GAP}[日号]"
            r"(?=[，。、；：！？）)”\s]|$|[上下凌早中晚清傍夜午起至到从在举召发开电讯]|[—–～-]\d)",
            rf"(?<!\d)(?:19|20)?[1-9]0{GAP}年代",
            r"[一二][〇零一二三四五六七八九]{3}年",
            rf"{NOT_IN_NUMBER}{YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\w.]|-\d)",
            rf"{NOT_IN_NUMBER}{YEAR}([./]){MONTH}\1{DAY}(?![./\w])",
            rf"{NOT_IN_NUMBER}{DAY}(?:\s*[–-]\s*{DAY})?(?:st|nd|rd|th)?(?:\s+of)?"
            rf"\s+{MONTHS}(?:,?\s+{YEAR}(?!\w))?(?!\w)",
            rf"\b{MONTHS}\s+{DAY}(?:\s*[–-]\s*{DAY}|st|nd|rd|th)?(?:,\s*{YEAR})?{NOT_GOING_ON}",
            rf"\b{MONTHS},?\s+{YEAR}{NOT_GOING_ON}",
            rf"\b[QH][1-4]\s*,?\s*{YEAR}{NOT_GOING_ON}|{NOT_IN_NUMBER}{YEAR}[\s-]?[QH][1-4]\b",
        )
    )
)

BARE_YEAR = re.compile(
    rf"{NOT_IN_NUMBER}{YEAR}(?:[—–\-/]{YEAR}|[–-]\d\d(?!\d))?s?(?![\d.,]?\d|[A-Za-z_%‰°℃])"
)
