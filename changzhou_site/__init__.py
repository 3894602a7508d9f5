"""A generator of data-journalism microsites: no number without its source."""

__version__ = "0.1.0"
