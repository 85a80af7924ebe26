"""The reports page: printed forms as they will print."""
