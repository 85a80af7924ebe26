"""The readable book: the whole plan as one well-set workbook, a sheet for each subject."""

from workbench.exchange.book.content import BookContent
from workbench.exchange.book.writing import write_book

__all__ = ["BookContent", "write_book"]
