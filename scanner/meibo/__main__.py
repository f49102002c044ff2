"""``python -m meibo`` is the program ``meibo``."""

if __name__ == "__main__":  # a worker process imports this module too
    from meibo.cli.main import run

    run()
