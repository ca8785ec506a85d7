"""From the catalogue to pages: text in, text out."""
