"""How a received file, whatever its kind, becomes cells of text."""
