"""The main window: menus, outline, findings, start page, and what the actions do (``menu_…``)."""
