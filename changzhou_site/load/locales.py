"""The locales of languages, as CLDR names them: of the language itself, and in its letters."""

from __future__ import annotations

from contextlib import suppress

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from changzhou_site.errors import Place
from changzhou_site.load.scalars import wrong
from changzhou_site.source import Text


def locale_of(listed: Text, own: Text, packaged: str) -> str:
    """The locale of a language as a site lists it. `own` is what its folder says, `packaged` what
    the package says of the language, if it knows it. Raises Wrong."""
    base, _, region = listed.value.partition("-")
    locale = _parsed(own.value, own.place)
    _refuse_other(locale, own, base, packaged)
    if not region:
        return locale
    regional = _parsed(f"{base}_{region}", listed.place)
    if script_of(regional) != script_of(locale):
        message = f"`{listed}` is written in other letters than `{base}`"
        hint = f"bring it as a language of its own, in languages/{listed}/"
        raise wrong(listed.place, "unknown-language", message, hint)
    return regional


def _refuse_other(locale: str, own: Text, base: str, packaged: str) -> None:
    """Raises Wrong for a locale of another language than its folder is named after, or in other
    letters than the words of the package that it stands over."""
    if family_of(locale.partition("_")[0]) != family_of(base):
        message = f"`{own}` is the locale of another language than `{base}`"
        hint = f"one that begins with `{base}_`, as CLDR names it"
        raise wrong(own.place, "unknown-language", message, hint)
    if script_of(locale) != script_of(packaged):
        message = f"`{own}` is written in other letters than `{packaged}`, the package's"
        hint = "leave `locale` out: the package's words are not in those letters"
        raise wrong(own.place, "unknown-language", message, hint)


def _parsed(locale: str, place: Place) -> str:
    """A locale that CLDR knows. Raises Wrong."""
    try:
        return str(Locale.parse(locale))
    except (ValueError, UnknownLocaleError):
        message, hint = f"there is no locale `{locale}`", "a locale of CLDR, such as pt_BR"
        raise wrong(place, "unknown-language", message, hint) from None


def family_of(language: str) -> str:
    """What CLDR files a language under: the two forms of Norwegian are one."""
    with suppress(ValueError, UnknownLocaleError):
        language = str(Locale.parse(language).language)
    return str(get_global("parent_exceptions").get(language, language))


def script_of(locale: str) -> str:
    """The script that CLDR takes a language to be written in, as `Hans` or `Latn`."""
    parsed = Locale.parse(locale)
    if parsed.script:
        return str(parsed.script)
    likely = get_global("likely_subtags")
    for name in (f"{parsed.language}_{parsed.territory}", parsed.language):
        if name in likely:
            return str(likely[name].split("_")[1])
    return "Zyyy"
