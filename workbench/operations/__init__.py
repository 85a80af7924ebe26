"""What a person can do with a plan, one function each."""
