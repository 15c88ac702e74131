"""What the words mean: the codebook, and which row of it fits."""
