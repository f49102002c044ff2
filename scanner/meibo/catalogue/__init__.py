"""What meibo says, in Japanese and English; every other room takes its words from here."""
