"""How rows of text become facts: cells, checks, templates, and the guard of shelters."""
