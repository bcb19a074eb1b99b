"""A site in several languages, and languages that run from right to left."""
