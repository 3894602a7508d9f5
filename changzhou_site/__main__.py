"""`python -m changzhou_site` is the command line too."""

from changzhou_site.gate import main

raise SystemExit(main())
