"""What every part of the window stands on: settings, colours, fonts and icons. Knows no other part of the window."""
