"""Bringing two copies of a plan together: what each did, what is taken, what is to be chosen."""
