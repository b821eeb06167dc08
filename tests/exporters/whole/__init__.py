"""Made-up forms written whole in every template: whatever is drawn or written otherwise than before is seen."""
