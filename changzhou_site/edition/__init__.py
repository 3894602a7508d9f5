"""What one version of a site says: made from a project, published with it, and read back."""

from changzhou_site.edition.entries import Answer as Answer
from changzhou_site.edition.entries import ChartEntry as ChartEntry
from changzhou_site.edition.entries import Digits as Digits
from changzhou_site.edition.entries import Edition as Edition
from changzhou_site.edition.entries import Entry as Entry
from changzhou_site.edition.entries import FigureEntry as FigureEntry
from changzhou_site.edition.entries import FigureValue as FigureValue
from changzhou_site.edition.entries import Localised as Localised
from changzhou_site.edition.entries import SourceEntry as SourceEntry
from changzhou_site.edition.entries import UnitEntry as UnitEntry
from changzhou_site.edition.json_form import EDITION_FILE as EDITION_FILE
from changzhou_site.edition.json_form import UnreadableEdition as UnreadableEdition
from changzhou_site.edition.json_form import read_edition as read_edition
from changzhou_site.edition.json_form import write_edition as write_edition
from changzhou_site.edition.json_form import write_figures as write_figures
from changzhou_site.edition.json_form import write_with_figures as write_with_figures
from changzhou_site.edition.making import edition_of as edition_of
from changzhou_site.edition.making import edition_without_figures as edition_without_figures
from changzhou_site.edition.making import figure_entries as figure_entries
from changzhou_site.edition.making import used_on as used_on
