"""What an inventory means: risk, legal triggers and persons, as pure functions over what was stored."""
