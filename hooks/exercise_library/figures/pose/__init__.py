"""What an author writes: positions, angles, names of places and parts."""
