"""Home exercise programs: YAML, through a checked catalogue, into pages."""
