"""Builds on a real cluster: a scheduler and workers of Dask as processes of their own, on loopback."""
