"""What the exercises and programs are: the model, the rules between files, and loading both."""
