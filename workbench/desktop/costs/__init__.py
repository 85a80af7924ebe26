"""The page of what the implementation plan costs, added up by goal, theme and department."""
