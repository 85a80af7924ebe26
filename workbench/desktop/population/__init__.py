"""The population page: levers at the left, what they lead to at the right."""
