"""What leaves: JSON, and the other formats that people cite and draw from."""
