"""Logging in and out: OpenID Connect by routes of our own, and a session kept by the server.

The browser holds an opaque token in a cookie that no script reads; everything else is in the database, so that ending
a session, or suspending its account, takes effect at the next action.
"""
