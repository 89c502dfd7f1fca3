"""The Python contenders' side of `processContender`: settings from the first argument, one unit of work for each line read."""
import json
import resource
import sys
import time

import torch

SETTINGS = json.loads(sys.argv[1])
DEVICE = torch.device(SETTINGS.get("device", "cpu"))
torch.set_num_threads(SETTINGS["threads"])


def say(words):
    print("#bench " + json.dumps({name: value for name, value in words.items() if value is not None}), flush=True)


def peak_bytes():
    """The most memory that this process had. The system's own count would begin with that of the process that started it."""
    try:
        with open("/proc/self/status", encoding="utf8") as status:
            return 1024 * next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def serve(work, parameters=None):
    """`work` gives the number it came to, if any."""
    on = torch.cuda.get_device_name() if DEVICE.type == "cuda" else f"{torch.get_num_threads()} {'thread' if torch.get_num_threads() == 1 else 'threads'}"
    say({"name": f"PyTorch {torch.__version__}, {on}", "parameters": parameters})
    for _ in sys.stdin:
        cpu, started = time.process_time(), time.perf_counter()
        value = work()
        milliseconds = 1000 * (time.perf_counter() - started)
        say({"milliseconds": milliseconds, "cpuMilliseconds": 1000 * (time.process_time() - cpu), "peakBytes": peak_bytes(), "value": value})
