"""The JavaScript helpers that probes share."""
