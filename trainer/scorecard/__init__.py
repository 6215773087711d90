"""Scorecard, blind test, and the answers to held-out prompts.

They show what a style has learnt and at what price.
"""
