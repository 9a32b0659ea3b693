"""Dependencies: what is known of them to be unsafe, from a file that is always there and from services that may be."""
