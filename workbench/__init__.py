"""A workbench with which a municipality keeps its comprehensive plan (総合計画)."""

__version__ = "0.1.0"
