"""Decisions as they are kept: lines, packing, holds, strikes."""
