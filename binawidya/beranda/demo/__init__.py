"""The demo office and the big office: invented people, believable figures, the same on every load."""
