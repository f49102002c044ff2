"""The pages of ``meibo serve``: an inventory in a browser, on loopback only."""
