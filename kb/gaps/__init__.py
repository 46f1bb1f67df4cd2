"""Gaps: what customers sought in vain, without knowing who, and what would close each gap."""
