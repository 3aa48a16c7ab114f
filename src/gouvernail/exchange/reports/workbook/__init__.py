"""Workbooks: real dates, numbers and percentages, and no cell that is ever a formula.

Nothing is gathered here: who writes a plain sheet (`sheet`, `styles`, `safe`) must not open the frames of histories,
which only the workbook of a diagnosis (`workbook`) reads; the web process starts without them.
"""
