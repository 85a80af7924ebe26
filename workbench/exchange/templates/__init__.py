"""Templates for the departments (照会様式): what they fill in, as a workbook that comes back.

`workbench.exchange.layouts.round_trip` recognises and reads what is written here.
"""

from workbench.exchange.templates.content import TemplateContent
from workbench.exchange.templates.writing import write_template

__all__ = ["TemplateContent", "write_template"]
