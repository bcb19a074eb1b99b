"""Helpers that rules share: `page.js` for probes, `visibility.py` for the rules about the keyboard."""
