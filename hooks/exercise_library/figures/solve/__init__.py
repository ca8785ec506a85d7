"""From poses to placed bones."""
