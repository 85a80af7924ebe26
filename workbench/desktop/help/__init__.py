"""What helps a person along: things to try, the user guide, the list of shortcuts."""
