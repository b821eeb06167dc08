"""Files of the program: the ``.jxmb`` format, writing a file whole, and what the system complains of."""
