"""Charts of the window: drawn once, fed with new figures while a lever moves.

Each chart is a card with a title, a small line naming the sources, and a way to copy it as a
picture or as a table. Import the chart's own module: pyqtgraph is loaded when first needed.
"""
