"""The scan: crawl, work units, worker processes, one writer."""
