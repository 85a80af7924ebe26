"""Machine-readable data: one long table a sheet, by デジタル庁's rules of 2026."""

from workbench.exchange.long_form.tables import LongTables
from workbench.exchange.long_form.writing import write_csv_folder, write_long_form

__all__ = ["LongTables", "write_csv_folder", "write_long_form"]
