"""Earlier versions of the plan that is open: what was done since, and going back."""
