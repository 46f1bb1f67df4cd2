"""How do several processes serve one help center? What has no state in each, all else in one."""
