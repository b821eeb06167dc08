"""What the readers of Office files share: the zip around them, numbers in Chinese characters."""
