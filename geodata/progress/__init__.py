"""The formulas of progress: pure, from facts to rates, without a database and without anyone's rights.

Nothing is rounded here: displays round, comparisons do not. None: a figure cannot be told; it never means zero.
"""
