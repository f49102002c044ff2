"""Text and faces in pictures."""
