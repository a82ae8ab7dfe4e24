"""What goes over the wire: requests are checked strictly, answers are built from the core's records."""
