"""Commands that change many articles at once: begin, move, rename, retire, take back."""
