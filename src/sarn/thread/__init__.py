"""The evidence thread: append-only links by uid between objects of all apps; knows none of them."""
