"""The pages, one module each: ``show(site, view)`` answers a request."""
