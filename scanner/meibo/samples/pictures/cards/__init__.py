"""Cards that prove who somebody is, laid out as public descriptions of them say."""
