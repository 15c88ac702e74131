"""What words and numbers in sentences mean, wherever the views compare them."""
