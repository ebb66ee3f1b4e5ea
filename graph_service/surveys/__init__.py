"""Asking members what is true of them: who is asked, what they say, and what becomes of it in the network."""
