"""What runs on other people's machines: the workflows, word for word as they are written."""
