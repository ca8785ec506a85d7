"""What is shown of an exercise, an entry and a program, worked out once for pages, paper, tools, JSON and FHIR."""
