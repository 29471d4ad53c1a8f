"""Reads that join several tables of the organisation."""
