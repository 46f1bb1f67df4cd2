"""Truth: what an article asserts, who approved it, and which lies would be noticed."""
