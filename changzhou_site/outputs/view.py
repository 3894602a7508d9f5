"""The site as outputs ask about it: what several of them want to know is worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from changzhou_site.check import Checked
from changzhou_site.mentions import Stands, find_stands
from changzhou_site.model import Language, Site
from changzhou_site.pages import Page, site_pages
from changzhou_site.render import Desk, Drawings, Theme


class SiteView:
    """A checked site, and the drawings of its charts once they are made."""

    def __init__(self, checked: Checked, drawings: Drawings | None = None) -> None:
        self.checked, self.drawings = checked, drawings or {}

    @property
    def site(self) -> Site:
        return self.checked.site

    @property
    def languages(self) -> tuple[Language, ...]:
        return tuple(self.site.languages.values())

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        return site_pages(self.site)

    @cached_property
    def stands(self) -> Mapping[str, Stands]:
        """Where indicators are seen, by language."""
        mentions, proses = self.checked.mentions, self.checked.proses
        return {
            code: find_stands(self.site, mentions, proses, self.pages, code)
            for code in self.site.languages
        }

    @cached_property
    def theme(self) -> Theme:
        return Theme(self.site.theme.templates)

    @cached_property
    def desks(self) -> Mapping[str, Desk]:
        """What the pages of each language are put together from."""
        return {language.code: self._desk(language) for language in self.languages}

    def _desk(self, language: Language) -> Desk:
        return Desk(
            site=self.site,
            language=language,
            pages=tuple(page for page in self.pages if page.language == language.code),
            proses=self.checked.proses,
            stands=self.stands[language.code],
            theme=self.theme,
            drawings=self.drawings,
        )

    def drawn(self, drawings: Drawings) -> SiteView:
        """The same site with its drawings."""
        return SiteView(self.checked, drawings)
