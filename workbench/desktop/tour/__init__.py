"""The tour: drives the real window through the whole main job and leaves what it made.

It is a demonstration, the source of the README's pictures, and the end-to-end test.
"""
