"""Reading data files: strict YAML with the line of every value, and problems told in plain words."""
