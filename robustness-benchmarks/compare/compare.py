"""Prints gradients per second and PGD-40 times of DL4J, PyTorch and this library, measured one after the other.

usage: python3 robustness-benchmarks/compare/compare.py
Needs the packaged benchmarks (mvn package) and PyTorch with a good BLAS (Debian: python3-torch, libopenblas0-pthread).
Nothing else should run meanwhile.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent
reference = root / "robustness-core/src/test/resources/reference"
jar = here.parent / "target/benchmarks.jar"
STEPS, IMAGES = 40, 1000


def torch(threads, first=0, samples=IMAGES):
    script = [sys.executable, here / "torch_pgd.py", reference, str(threads), str(first), str(samples)]
    return subprocess.Popen(script, stdout=subprocess.PIPE, text=True)


def seconds(processes):
    return max(float(process.communicate()[0].split()[0]) for process in processes)


def jmh(*options):
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        command = ["java", "-jar", jar, *options, "-rf", "json", "-rff", file.name]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return json.load(open(file.name))


def gradients(method, threads):
    batch = [] if method in ("resnet", "sgemmBound") else ["-p", "batch=128"]
    (result,) = jmh(f"GradientBenchmark.{method}$", "-t", str(threads), *batch)
    return result["secondaryMetrics"]["gradients"]["score"]


def attack(method, workers):
    (result,) = jmh(f"PgdBenchmark.{method}$", "-p", f"workers={workers}")
    return result["primaryMetric"]["score"]


print("| MNIST network, 2 cores | gradients/s | PGD-40 on 1,000 images |")
print("|---|---|---|")
half = IMAGES // 2
peers = {
    "PyTorch, 1 thread": seconds([torch(1)]),
    "PyTorch, 2 threads": seconds([torch(2)]),
    "PyTorch, 2 processes of 1 thread": seconds([torch(1, 0, half), torch(1, half, half)]),
}
print(f"| DL4J `calculateGradients`, batch 128 | {gradients('dl4j', 1):,.0f} | - |")
for name, time in peers.items():
    print(f"| {name} | {STEPS * IMAGES / time:,.0f} | {time:.2f} s |")
ours = {workers: (gradients("compiled", workers), attack("pgd40", workers)) for workers in (1, 2)}
for workers, (rate, time) in ours.items():
    print(f"| Robustness4J, {workers} worker{'s' * (workers > 1)} | {rate:,.0f} | {time:.2f} s |")
print(f"| bound from sgemm, 1 core each | {gradients('sgemmBound', 2):,.0f} | - |")
best = min(peers.values())
print()
print(f"Gradients per second: {ours[2][0] / (STEPS * IMAGES / best):.2f} x the best PyTorch.")
print(f"PGD-40: {ours[2][1] / best:.2f} x the time of the best PyTorch.")
print()
print("| ResNet-8, 2 workers | |")
print("|---|---|")
print(f"| gradients/s, batches of 64 | {gradients('resnet', 2):,.0f} |")
print(f"| BIM-40 at 2/255 on 500 images | {attack('resnet', 2):.2f} s |")
