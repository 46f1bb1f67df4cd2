"""How does the results page come about on the server, for visitors without scripts?"""
