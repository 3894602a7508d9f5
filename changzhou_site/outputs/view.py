"""The site as outputs ask about it: what several of them want to know is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from typing import cast

from markupsafe import Markup

from changzhou_site.asking import Answers, Asking, KeptPiece, Recorder, Rule
from changzhou_site.check import SITE_RULES, Checked
from changzhou_site.edition import used_on
from changzhou_site.mentions import Stands, find_stands
from changzhou_site.model import Site
from changzhou_site.outputs.headlines import headline_characters
from changzhou_site.pages import Page, site_pages
from changzhou_site.render import Desk, Drawings, Sizes, Theme


@dataclass(frozen=True, eq=False)
class SiteView:
    """A checked site, and what was drawn of it once that is made."""

    checked: Checked
    drawings: Drawings = field(default_factory=dict)
    sizes: Sizes = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    """Where assets lie, by their plain names."""
    before: Mapping[str, KeptPiece] = field(default_factory=dict)
    """The pieces that are remembered."""
    recorder: Recorder = field(default_factory=Recorder)

    @property
    def site(self) -> Site:
        return self.checked.site

    @cached_property
    def asking(self) -> SiteView:
        """The same, with all that is asked of it noted by the recorder."""
        return cast(SiteView, Asking(self, "", self.recorder, RULES))

    @cached_property
    def answers(self) -> Answers:
        """What it says now to each question."""
        return Answers(self, self.checked.digests)

    def once(self, name: str, make: Callable[[], str]) -> Markup:
        """A piece of HTML that pages take up."""
        return Markup(self.recorder.once(name, make, self.answers, self.before))

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        return site_pages(self.site)

    @cached_property
    def page_at(self) -> Mapping[str, Page]:
        """The pages by their paths."""
        return {page.path: page for page in self.pages}

    @cached_property
    def stands(self) -> Mapping[str, Stands]:
        """Where indicators are seen, by language."""
        mentions, proses = self.checked.mentions, self.checked.proses
        return {
            code: find_stands(self.site, mentions, proses, self.pages, code)
            for code in self.site.languages
        }

    @cached_property
    def used(self) -> Mapping[str, tuple[str, ...]]:
        """The addresses that each indicator is seen at."""
        return used_on(self.site, self.stands)

    @cached_property
    def theme(self) -> Theme:
        return Theme(self.site.theme.templates)

    @cached_property
    def desks(self) -> Mapping[str, Desk]:
        """What the pages of each language are put together from."""
        return {
            code: Desk(
                site=self.site,
                language=language,
                pages=tuple(page for page in self.pages if page.language == code),
                proses=self.checked.proses,
                stands=self.stands[code],
                theme=self.theme,
                names=self.checked.names[code],
                texts=self.checked.texts,
                drawings=self.drawings,
                sizes=self.sizes,
            )
            for code, language in self.site.languages.items()
        }

    @cached_property
    def headline_characters(self) -> Mapping[str, str]:
        """What the font of headings holds, by language."""
        return {
            code: headline_characters(language, self.site, self.checked.texts)
            for code, language in self.site.languages.items()
        }

    @property
    def told_charts(self) -> Iterator[tuple[str, str]]:
        """Every chart in every language, by their ids."""
        return product(self.site.charts, self.site.languages)

    def drawn(
        self,
        drawings: Drawings,
        sizes: Sizes,
        files: Mapping[str, str] | None = None,
        before: Mapping[str, KeptPiece] | None = None,
    ) -> SiteView:
        """The same site with its drawings, the sizes of its pictures and its assets; `before` are
        the pieces that are remembered."""
        made = replace(
            self,
            drawings=drawings,
            sizes=sizes,
            files=files or {},
            before=before or {},
            recorder=Recorder(),
        )
        # What is known of the site already is not worked out again.
        made.__dict__.update(pages=self.pages, stands=self.stands, theme=self.theme)
        return made


RULES = {
    SiteView: {
        "checked": Rule.PARTS,
        "site": Rule.PARTS,
        "drawings": Rule.BY_KEY,
        "sizes": Rule.BY_KEY,
        "files": Rule.BY_KEY,
        "once": Rule.FREE,
        "pages": Rule.WHOLE,
        "page_at": Rule.BY_KEY,
        "stands": Rule.EACH_PARTS,
        "used": Rule.BY_KEY,
        "theme": Rule.WHOLE,
        "headline_characters": Rule.BY_KEY,
        "desks": Rule.EACH_PARTS,
    },
    Checked: {"site": Rule.ROOT, "proses": Rule.BY_KEY, "names": Rule.BY_KEY},
    **SITE_RULES,
    Desk: {
        "site": Rule.ROOT,
        "proses": Rule.BY_KEY,
        "stands": Rule.PARTS,
        "drawings": Rule.BY_KEY,
        "sizes": Rule.BY_KEY,
        "short_names": Rule.BY_KEY,
        "sources_of": Rule.BY_KEY,
        "card_titles": Rule.BY_KEY,
    },
    Stands: {"of": Rule.BY_KEY, "said": Rule.BY_KEY, "on": Rule.BY_KEY},
}
"""How what is asked most is asked for; all else is asked for whole."""
