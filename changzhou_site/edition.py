"""What a version of a site says."""
