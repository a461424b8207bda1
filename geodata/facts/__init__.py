"""The facts of the whole country, before anyone's rights: for the indicators and the counter alone.

Each function returns one row per département (the 101 codes), with NaN where the source is silent.
"""
