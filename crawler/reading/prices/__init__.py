"""Amounts of money, their currencies, and which of them a visitor would pay."""
