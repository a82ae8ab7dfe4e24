"""Creates the first admin, who then gives everybody else their role."""
