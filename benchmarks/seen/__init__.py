"""Parts of the benchmark of pictures."""
