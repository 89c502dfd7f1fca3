"""The Python contenders' side of `processContender`: settings from the first argument, one unit of work for each line read."""
import json
import resource
import sys
import time

SETTINGS = json.loads(sys.argv[1])


def say(words):
    print("#bench " + json.dumps({name: value for name, value in words.items() if value is not None}), flush=True)


def peak_bytes():
    """The most memory that this process had. The system's own count would begin with that of the process that started it."""
    try:
        with open("/proc/self/status", encoding="utf8") as status:
            return 1024 * next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def serve(work, name, **introduction):
    """`work` gives the number it came to, if any; or a function that finds more out after the clock has stopped."""
    say({"name": name, **introduction})
    for _ in sys.stdin:
        cpu, started = time.process_time(), time.perf_counter()
        outcome = work()
        milliseconds = 1000 * (time.perf_counter() - started)
        cpu = 1000 * (time.process_time() - cpu)
        peak = peak_bytes()
        say({"milliseconds": milliseconds, "cpuMilliseconds": cpu, "peakBytes": peak, **(outcome() if callable(outcome) else {"value": outcome})})
