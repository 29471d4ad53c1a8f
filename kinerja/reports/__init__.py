"""Documents: their words, drawings and pages. Imported by worker and command processes only."""
