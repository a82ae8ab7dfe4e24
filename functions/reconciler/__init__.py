"""Compares the rooms' chat logs with decisions and repairs what slipped through."""
