"""What the window's actions do, by menu. The table in ``ui/actions.py`` names them (``files.open``)."""
