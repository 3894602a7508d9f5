"""Outside judges over every page of the published sites: `make audit`."""
