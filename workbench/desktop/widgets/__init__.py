"""Small controls that more than one page uses."""
