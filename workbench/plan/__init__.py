"""The plan in plain Python: levels, elements, themes, indicators, values, fiscal years."""
