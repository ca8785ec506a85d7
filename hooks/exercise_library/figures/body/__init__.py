"""Whose body it is, and the flesh on its bones."""
