"""The account pages (/account), server-rendered in Italian and English; they work without scripts."""

from kb.billing.portal.broken import broken_page, is_page, unread_page
from kb.billing.portal.routes import mount

__all__ = ["broken_page", "is_page", "mount", "unread_page"]
