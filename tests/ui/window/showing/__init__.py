"""What the window shows: findings, rows, the place of a step, last year's values."""
