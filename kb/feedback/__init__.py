"""Feedback: was an answer useful, and if not, why?"""
