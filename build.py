"""The command line of the package, for a checkout: `python build.py --help`."""

if __name__ == "__main__":  # processes that draw load this file too, and need nothing of it
    from changzhou_site.gate import main

    raise SystemExit(main())
