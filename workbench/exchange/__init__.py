"""Spreadsheets: reading safely, finding tables, understanding and comparing values, writing."""
