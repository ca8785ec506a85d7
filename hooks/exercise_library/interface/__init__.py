"""What pages, paper and scripts say that is not about one exercise: one catalogue of messages for each language."""
