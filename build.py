"""The command line of the package, for a checkout: `python build.py --help`."""

from changzhou_site.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
