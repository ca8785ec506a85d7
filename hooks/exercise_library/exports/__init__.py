"""The catalogue for other people's programs: JSON with its schemas, and FHIR."""
