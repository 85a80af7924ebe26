"""What Qt hands to a model or a delegate as a place in it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

#: A cell or a line.
Index = QModelIndex | QPersistentModelIndex

#: What tables and top lines lie under. Qt's methods have it as a default, which is made only once.
ROOT = QModelIndex()
