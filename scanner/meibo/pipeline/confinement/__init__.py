"""What a parser's process takes from itself before it sees a file, in layers that do not rely on each other."""
