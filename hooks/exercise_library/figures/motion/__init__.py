"""What a browser needs to show the body of the drawings as it moves: a body, and key frames. It knows no exercise."""
