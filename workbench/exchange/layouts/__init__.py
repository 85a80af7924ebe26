"""Kinds of sheets that are known by name; each module recognises one and reads it."""
