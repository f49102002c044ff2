"""``python -m meibo`` is the program ``meibo``."""

if __name__ == "__main__":  # a worker process imports this module too
    import sys

    if not sys.flags.safe_path:
        del sys.path[0]  # the working folder, which may be a share: nothing is imported from there
    from meibo.cli.main import run

    run()
