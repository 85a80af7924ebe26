"""Compares templates that came back with the plan they were made from, each cell by its mark."""

from workbench.exchange.returning.comparing import compare_returned
from workbench.exchange.returning.gathered import ReturnedDifferences

__all__ = ["ReturnedDifferences", "compare_returned"]
