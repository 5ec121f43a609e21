"""How right the learning and striking of what a site repeats is."""
