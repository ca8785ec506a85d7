"""From placed bones to pictures."""
