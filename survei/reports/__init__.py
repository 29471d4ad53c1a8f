"""Documents of the survey: posters, code sheets, the report."""
