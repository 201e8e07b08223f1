"""`python -m station`: opens the station in a browser of this computer."""

import argparse
import os
import signal
import sys
import webbrowser
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from .pages.app import App
from .pages.web import LocalServer

PORT = 8765


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser("station", description="监票台：监票人钥匙、票签组、检验。只在这台电脑上打开。")
    parser.add_argument("--port", type=int, default=PORT, help=f"本机端口，默认 {PORT}")
    parser.add_argument(
        "--home", type=Path, default=Path.home() / ".piaojue-station", help="文件夹，默认 ~/.piaojue-station"
    )
    parser.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")
    return parser.parse_args(given)


def main() -> int:
    """Serve until Ctrl+C."""
    asked = arguments()
    os.umask(0o077)
    cores = os.cpu_count() or 1
    # spawn: a fork of a program with threads may hang, and some systems have no fork
    with ProcessPoolExecutor(cores, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        try:
            server = LocalServer(partial(App, asked.home, run=pool.map, at_once=cores), asked.port)
        except OSError:
            print(
                f"端口 {asked.port} 已被占用：监票台可能已经打开。要另开一个，请加 --port {asked.port + 1}",
                file=sys.stderr,
            )
            return 1
        server.app.begin()
        print(
            f"监票台已打开，请在这台电脑的浏览器里访问（网址只给自己用）：\n{server.address}\n结束请按 Ctrl+C。",
            flush=True,
        )
        if not asked.no_browser:
            webbrowser.open(server.address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            server.app.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
