"""The command `kb near`: how are the near words made, and what is near a word?"""
