"""Reads for documents that join several models."""
