"""How these forms speak: rates, counts, money, calculations, faults of a text. Judged once, for all rules."""
