"""The least that a user of furo writes, with a theme that the tests choose."""

project = "Small"
html_theme = "furo_light"
