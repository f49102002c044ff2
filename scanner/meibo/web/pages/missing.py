"""How a page says that what it was asked for is not there."""


class MissingError(Exception):
    """There is no such page, file or folder."""
