"""Marking what is internal, and writing the copy of a plan that may be handed out."""
