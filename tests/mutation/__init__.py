"""Mutation tests: the program is broken on purpose, in many small ways, and the tests must notice each."""
