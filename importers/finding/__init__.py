"""Which lines of a document are a form, and which pattern of a template each of them follows."""
