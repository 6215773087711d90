"""The Hugging Face Hub: push, pull, datasets, listing and Spaces.

The Hub's client is imported when it is needed: the page starts without it. A token is the visitor's own, is used for
the one request it was given for, and is kept nowhere.
"""
