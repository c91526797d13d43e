"""Forums and committee meetings: when, who came, whether enough, what was resolved."""
