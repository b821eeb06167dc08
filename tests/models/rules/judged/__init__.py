"""What a reviewer would say: correct forms that must stay quiet, and defects planted into them that must be found."""
