"""What runs in the throw-away process. Nothing of the project is imported here; see the module ``child``."""
