"""The settings of the program on this PC: a sheet of sections, one module for each."""
