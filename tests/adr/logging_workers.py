"""A program that logs from two worker processes through multiprocessing-logging: logging_workers.py METHOD LOGFILE"""

from __future__ import annotations

import logging
import multiprocessing
import sys

import multiprocessing_logging

WORKERS, LINES = 2, 200


def log_lines(worker: int) -> None:
    """What each worker does."""
    for line in range(LINES):
        logging.getLogger("worker").info("worker %d line %d", worker, line)


def main(method: str, place: str) -> None:
    """Log to the file from workers that are started by this method."""
    logging.basicConfig(filename=place, level=logging.INFO)
    multiprocessing_logging.install_mp_handler()
    context = multiprocessing.get_context(method)
    workers = [context.Process(target=log_lines, args=(number,)) for number in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    multiprocessing_logging.uninstall_mp_handler()


if __name__ == "__main__":
    main(*sys.argv[1:])
