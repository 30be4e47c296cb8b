"""Compiled code: what compares and finds names, the features it fills and the arrays it reads."""
