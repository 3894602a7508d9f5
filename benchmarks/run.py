"""Times the commands on the Changzhou site, each as a whole process: `make bench`.

Every run starts cold: an output folder that is not there yet and a Matplotlib without its cache.
Printed are minimum, median and maximum over the runs, and the largest memory of any run.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
RUNS = 7

COMMANDS = {
    "check": (["check"], 1.0),
    "build": (["build", "--out", "{folder}/dist"], 6.0),
    "build --jobs 1": (["build", "--jobs", "1", "--out", "{folder}/dist"], 6.0),
}
"""What is timed, and the seconds it may take by the median on two cores."""


def main() -> int:
    print(f"{RUNS} cold runs each, {os.cpu_count()} cores, Python {sys.version.split()[0]}\n")
    print(f"{'command':<16} {'min':>7} {'median':>7} {'max':>7} {'budget':>7}")
    over = False
    for name, (words, budget) in COMMANDS.items():
        times = sorted(run(words) for _ in range(RUNS))
        median = statistics.median(times)
        over = over or median > budget
        print(f"{name:<16} {times[0]:7.2f} {median:7.2f} {times[-1]:7.2f} {budget:7.2f}")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\nlargest process: {memory:.0f} MiB")
    return int(over)


def run(words: list[str]) -> float:
    """Seconds that one cold run of a command takes."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "build.py",
            "--store=off",
            *(word.format(folder=folder) for word in words),
        ]
        environment = {**os.environ, "MPLCONFIGDIR": f"{folder}/matplotlib"}
        start = time.perf_counter()
        subprocess.run(command, cwd=TOP, env=environment, check=True, capture_output=True)
        return time.perf_counter() - start


if __name__ == "__main__":
    raise SystemExit(main())
