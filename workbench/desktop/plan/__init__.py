"""The plan page: the tree on its left and the page of what is selected."""
