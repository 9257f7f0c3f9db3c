"""Compares PGD-40 of PyTorch and of this library, and input gradients of DL4J and of this library.

usage: python3 robustness-benchmarks/compare/compare.py
Needs the packaged benchmarks (mvn package) and PyTorch with a good BLAS (Debian: python3-torch, libopenblas0-pthread).
Everything is measured one after the other; nothing else should run meanwhile.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent
reference = root / "robustness-dl4j/src/test/resources/reference"
jar = here.parent / "target/benchmarks.jar"
STEPS, IMAGES = 40, 1000
EFFORT = "-wi 2 -w 3 -i 4 -r 3".split()


def torch(threads, first=0, samples=IMAGES):
    script = [sys.executable, here / "torch_pgd.py", reference, str(threads), str(first), str(samples)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}  # without it PyTorch's BLAS takes all cores besides, and is slower
    return subprocess.Popen(script, stdout=subprocess.PIPE, text=True, env=environment)


def outcome(processes):
    """The time of the slowest, and the mean accuracy of processes that share the images equally."""
    results = [[float(value) for value in process.communicate()[0].split()] for process in processes]
    return max(result[0] for result in results), sum(result[1] for result in results) / len(results)


def jmh(*options, threads=1):
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        command = ["java", "-jar", jar, *options, *EFFORT, "-rf", "json", "-rff", file.name]
        environment = {**os.environ, "OMP_NUM_THREADS": str(threads)}
        log = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment).stdout
        (result,) = json.load(open(file.name))
        return result, log


def gradients(method, workers, threads=1, batch=None):
    options = ["-p", f"batch={batch}"] if batch else []
    result, _ = jmh(f"GradientBenchmark.{method}$", "-t", str(workers), *options, threads=threads)
    return result["secondaryMetrics"]["gradients"]["score"]


def attack(method, workers):
    result, log = jmh(f"PgdBenchmark.{method}$", "-p", f"workers={workers}")
    accuracy, taken = re.search(r"robust accuracy ([\d.]+), (\d+) gradients", log).groups()
    metric = result["primaryMetric"]
    return metric["score"], metric["scoreError"], float(accuracy), int(taken)


print("| PGD-40 on 1,000 MNIST images, 2 cores | time | gradients taken | gradients/s | robust accuracy |")
print("|---|---|---|---|---|")
half = IMAGES // 2
times = {}
for name, start in {
    "PyTorch, 1 thread": lambda: [torch(1)],
    "PyTorch, 2 threads": lambda: [torch(2)],
    "PyTorch, 2 processes of 1 thread": lambda: [torch(1, 0, half), torch(1, half, half)],
}.items():
    time, accuracy = outcome(start())
    times[name] = time
    print(f"| {name} | {time:.2f} s | {STEPS * IMAGES:,} | {STEPS * IMAGES / time:,.0f} | {accuracy:.3f} |")
for workers in (1, 2):
    time, error, accuracy, taken = attack("pgd40", workers)
    name = f"Robustness4J, {workers} worker{'s' * (workers > 1)}"
    times[name] = time
    rate = taken / time
    print(f"| {name} | {time:.2f} +- {error:.2f} s | {taken:,} | {rate:,.0f} | {accuracy:.3f} |")
best = min(time for name, time in times.items() if name.startswith("PyTorch"))
print()
print(f"Time: {time / best:.2f} x the best PyTorch. Gradients per second: {rate / (STEPS * IMAGES / best):.2f} x.")
print()
print("| input gradients alone, batch 128 | gradients/s |")
print("|---|---|")
for threads in (1, 2):
    rate = gradients("dl4j", 1, threads, 128)
    print(f"| DL4J `calculateGradients`, {threads} OpenMP thread{'s' * (threads > 1)} | {rate:,.0f} |")
for workers in (1, 2):
    rate = gradients("compiled", workers, 1, 128)
    print(f"| Robustness4J, {workers} worker{'s' * (workers > 1)} | {rate:,.0f} |")
print(f"| bound from sgemm, 2 threads | {gradients('sgemmBound', 2):,.0f} |")
print(f"| ResNet-8, batches of 64: Robustness4J, 2 workers | {gradients('resnet', 2):,.0f} |")
print()
time, error, accuracy, taken = attack("resnet", 2)
print(f"ResNet-8: BIM-40 at 2/255 on 500 images, 2 workers: {time:.2f} +- {error:.2f} s, robust accuracy {accuracy:.3f}")
