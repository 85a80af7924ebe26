"""The progress page: where the plan stands in a fiscal year, and who still has to answer."""
