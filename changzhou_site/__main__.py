"""`python -m changzhou_site` is the command line too."""

from changzhou_site.cli import main

raise SystemExit(main())
