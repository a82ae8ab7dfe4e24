"""The 17 operations of the control plane, one module per resource; a method is named after its operation."""
