"""The window, in Qt: application, pages, shared widgets and charts."""
