"""The import page: what a workbook would change, and taking it in."""
