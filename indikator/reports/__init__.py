"""Documents of measurement."""
