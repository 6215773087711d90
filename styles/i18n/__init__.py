"""Both languages of the program: strings, numbers and plural forms."""
