"""The template and the rules of the territorial 360° diagnostics."""
