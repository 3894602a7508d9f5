"""What the theme itself says in English."""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "name": "English",
    "skip": "Skip to the text",
    "contents": "Contents",
    "languages": "Languages",
    "site": "This site",
    "data": "Data and methods",
    "by": "By",
    "published": "Published",
    "updated": "Updated",
    "key_figures": "Key figures",
    "source": "Source",
    "sources": "Sources",
    "note": "Note",
    "table": "Data table",
    "download_csv": "Download the data, CSV",
    "download_png": "Download the picture, PNG",
    "download_svg": "Download the picture, SVG",
    "embed": "Embed",
    "embed_code": "Code to embed the chart",
    "copy_code": "Copy the code",
    "code_copied": "Copied",
    "code_selected": "The code is selected; copy it now",
    "chart_page": "Open alone",
    "read_article": "Read the article",
    "indicator": "Indicator",
    "value": "Value",
    "period": "Period",
    "formula": "Formula",
    "used": "Used in",
    "corrections": "Corrections",
    "no_corrections": "Nothing has been corrected since publication.",
    "correction": "{date}: {label} was given as {was} and was corrected to {now}. {why}",
    "license_text": "Text and data are published under",
    "contact": "Found an error? Tell us",
    "all_data": "All data and sources",
    "data_title": "Data and methods",
    "data_summary": "Every figure on this site, with its source, period and derivation.",
    "indicators": "Indicators",
    "checks": "Checks",
    "checks_summary": "These must hold each time the site is built, or nothing is published.",
    "events": "Events",
    "missing_title": "There is no such page",
    "missing_summary": "The address may be wrong, or the page has moved.",
    "missing_home": "To the front page",
    "kind_actual": "",
    "kind_target": "target",
    "kind_forecast": "forecast",
    "kind_threshold": "reference mark",
    "front": "Key figures",
    "opening": "Headline and standfirst",
    "corrections_title": "Corrections",
    "corrections_summary": "Every figure that was changed after publication.",
    "card": "Card for sharing",
    "comma": ", ",
    "semicolon": "; ",
    "colon": ": ",
    "title_open": "“",
    "title_close": "”",
    # The data page
    "sentence_gap": " ",
    "coverage": (
        "The English pages carry {numbers}, every one bound to one of the {indicators} below."
    ),
    "coverage_derived": (
        "Of these indicators {derived} by formula; the others come from {sources}."
    ),
    "coverage_written": "All of these indicators come from {sources}.",
    "coverage_how": (
        "A number counts once wherever it is written in text, headings, notes and key "
        "figures, and once for each mark in a chart. Digits in dates, years and names do "
        "not count."
    ),
    "numbers": "{n} numbers",
    "numbers_one": "{n} number",
    "indicators_counted": "{n} indicators",
    "indicators_counted_one": "{n} indicator",
    "sources_counted": "{n} sources",
    "sources_counted_one": "{n} source",
    "derived": "{n} are worked out",
    "derived_one": "{n} is worked out",
    "downloads": "Download all indicators",
    "download_indicators_csv": "CSV",
    "download_indicators_json": "JSON",
    "download_package": "Data Package",
    "filter": "Filter",
    "filter_hint": "name, topic, source, period, unit",
    "filter_some": "{shown} of {all} indicators shown",
    "filter_none": "No indicator matches",
    "out_of": " of {whole}",
    "older": "{n} earlier values",
    "older_one": "{n} earlier value",
    "used_here": "This page only",
    "uses_chart": "{n} charts",
    "uses_chart_one": "{n} chart",
    "uses_event": "{n} timelines",
    "uses_event_one": "{n} timeline",
    "uses_card": "{n} cards for sharing",
    "uses_card_one": "{n} card for sharing",
    "checks_how": (
        "Values are compared as written; words such as “over” and “about” are left aside."
    ),
    "check_result": " (making {result})",
    "holds": "Holds",
    "fails": "Does not hold",
    "method": "How to read the figures",
    "meaning_over": "more than this; the source does not say by how much",
    "meaning_at-least": "this, or more",
    "meaning_about": "an approximation, not an exact figure",
    "meaning_under": "less than this; the source does not say by how much",
    "meaning_at-most": "this, or less",
    "meaning_rank": "a range of ranks; the exact one is not known",
    "meaning_target": (
        "what is intended, not what has been done; figures derived from targets count among them"
    ),
    "meaning_forecast": (
        "what is expected and has not happened; figures derived from forecasts count among them"
    ),
    "meaning_threshold": "a line to compare with, not something measured",
    "as_written": "Figures from a source keep the decimals they have there.",
    "inherits": (
        "Where what goes into a formula is a range or an approximation, the result is "
        "marked as one too."
    ),
    "rounding_even": (
        "Derived figures are rounded to the nearest last digit; exact halves go to the even one."
    ),
    "rounding_down": (
        "Results that are “over” or “at least” are only rounded down, so that what is "
        "said stays true."
    ),
    "rounding_up": (
        "Results that are “under” or “at most” are only rounded up, so that what is said "
        "stays true."
    ),
    "conversions": "Conversions between units are exact; the table of units has the scales.",
    "see_also": "See also",
    "units": "Units",
    "units_id": "In the data files",
    "units_one": "Reads",
    "units_base": "Equals",
    "no_unit": "(no unit)",
    "base": "{number} {unit}",
    "base_unnamed": "{number} base units of {dimension}",
    "base_itself": "the base unit",
    "base_count": "a count",
    "base_ratio": "a pure number",
    "base_rank": "a rank; first is best",
    "base_CNY": "yuan",
    "base_energy": "Wh",
    "base_year": "year",
    "base_day": "day",
    "limits": "Limits of the data",
    "limit_lower": "{n} figures are only lower limits; how large they really are is not known.",
    "limit_lower_one": "{n} figure is only a lower limit; how large it really is is not known.",
    "limit_upper": "{n} figures are only upper limits; how small they really are is not known.",
    "limit_upper_one": ("{n} figure is only an upper limit; how small it really is is not known."),
    "limit_rank": "{n} ranks are given as a range; the exact ones are not known.",
    "limit_rank_one": "{n} rank is given as a range; the exact one is not known.",
    "limit_about": "{n} figures are approximations.",
    "limit_about_one": "{n} figure is an approximation.",
    "limit_target": (
        "{n} figures are targets or follow from targets; they tell intentions, not results."
    ),
    "limit_target_one": (
        "{n} figure is a target or follows from one; it tells an intention, not a result."
    ),
    "limit_forecast": (
        "{n} figures are forecasts or follow from forecasts; they tell expectations, not results."
    ),
    "limit_forecast_one": (
        "{n} figure is a forecast or follows from one; it tells an expectation, not a result."
    ),
    "limit_derived": (
        "{n} figures were worked out for this site by formula and stand in no source."
    ),
    "limit_derived_one": (
        "{n} figure was worked out for this site by formula and stands in no source."
    ),
    "limit_one_source": (
        "Everything rests on one source; nothing has been checked against a second."
    ),
    "limit_alone": (
        "{n} indicators have a single source and have not been checked against a second."
    ),
    "limit_alone_one": (
        "{n} indicator has a single source and has not been checked against a second."
    ),
    "limit_undated": "Of {n} sources the day of publication is not known.",
    "limit_undated_one": "Of {n} source the day of publication is not known.",
    "limit_undated_only": "The day on which that source was published is not known.",
    "limit_unaddressed": "{n} sources have no web address.",
    "limit_unaddressed_one": "{n} source has no web address.",
    "limit_unaddressed_only": "That source has no web address.",
    # What stands behind a number, corrections, citations
    "whole_share": "out of {whole}, {share}",
    "about_actual": "Neither a target nor a forecast.",
    "about_exact": "Exact: the source says neither “over” nor “about”.",
    "about_derived_exact": "Worked out from exact figures.",
    "about_target": "A target; it has not happened.",
    "about_derived_target": "Worked out from a target; it has not happened.",
    "about_forecast": "A forecast; it has not happened yet.",
    "about_derived_forecast": "Worked out from a forecast; it has not happened yet.",
    "about_threshold": "A line to compare with, not something measured.",
    "about_over": "More than this; by how much is not known.",
    "about_at-least": "This, or more.",
    "about_about": "An approximation, not an exact figure.",
    "about_under": "Less than this; by how much is not known.",
    "about_at-most": "This, or less.",
    "about_rank": "A range of ranks; the exact one is not known.",
    "with_values": "In figures",
    "dated_label": "{label} ({period})",
    "input_bound": "“{label}” is “{bound}”",
    "why_bound": "{inputs}; so the result can only be “{bound}”.",
    "why_declared": (
        "{inputs}; the result is open both ways, and “{bound}” is the editors’ choice."
    ),
    "rounded_down": "It is rounded down, so that what is said stays true.",
    "rounded_up": "It is rounded up, so that what is said stays true.",
    "as_of": "As of",
    "corrected": "Corrected",
    "corrected_from": "{date}; first given as {was}",
    "corrected_again": "{date}; until then given as {was}",
    "row_link": "See the data page",
    "close": "Close",
    "corrections_counted": "{n} figures corrected since publication",
    "corrections_counted_one": "{n} figure corrected since publication",
    "was_now": "First given as {was}, corrected to {now}",
    "was_now_again": "Until then given as {was}, corrected to {now}",
    "reason": "Reason",
    "derived_again": "Worked out again from it",
    "cited_at": "Cited at {places}",
    "source_entry": "Entry on the data page",
    "accessed_on": "Accessed {date}",
}
