"""A site in several languages, and in languages that are read from right to left."""
