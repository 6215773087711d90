"""The Hugging Face Hub: pushing an adapter and a data set, pulling an adapter, finding styles, keeping a Space.

The Hub's client is imported when it is needed: the page starts without it. A token is the visitor's own, is used for
the one request it was given for, and is kept nowhere.
"""
