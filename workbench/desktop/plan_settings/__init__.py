"""The settings of the plan: what it is, its levels, departments and grading, a module for each."""
