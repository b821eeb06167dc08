"""The self-test: tries the whole way of a dossier on this computer. For the command line and the window alike."""
