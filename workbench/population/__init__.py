"""Demography in NumPy: accounts, projection, assumptions and what follows from them."""
