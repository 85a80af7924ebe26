"""Japanese figures, years, signs and names as offices write them.

Everything works on a shadow of the text (NFKC and more); whoever calls keeps the original.
"""

from workbench.exchange.japanese.folding import CIRCLED, fold_code, fold_name, shadow, tidy
from workbench.exchange.japanese.units import convert, find_units, fold_unit, is_unit, split_unit
from workbench.exchange.japanese.values import Doubt, ReadValue, read_value
from workbench.exchange.japanese.years import Year, find_years, read_year, read_years

__all__ = [
    "CIRCLED",
    "Doubt",
    "ReadValue",
    "Year",
    "convert",
    "find_units",
    "find_years",
    "fold_code",
    "fold_name",
    "fold_unit",
    "is_unit",
    "read_value",
    "read_year",
    "read_years",
    "shadow",
    "split_unit",
    "tidy",
]
