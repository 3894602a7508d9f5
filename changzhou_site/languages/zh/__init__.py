"""Chinese: data, and the numerals, which are characters."""
