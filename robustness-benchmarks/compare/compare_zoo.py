"""Compares input gradients of four networks of 224 x 224 pixels with PyTorch, one thread each.

usage: python3 robustness-benchmarks/compare/compare_zoo.py
Needs the packaged benchmarks (mvn package) and PyTorch with a good BLAS (Debian: python3-torch, libopenblas0-pthread).
Everything is measured one after the other; nothing else should run meanwhile.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).resolve().parent
jar = here.parent / "target/benchmarks.jar"
BATCH = "8"
VARIANTS = {
    "plain Java": "",
    "plain Java, SerialGC": "-XX:+UseSerialGC",
    "Vector API": "--add-modules jdk.incubator.vector",
    "Vector API, SerialGC": "--add-modules jdk.incubator.vector -XX:+UseSerialGC",
}
environment = {**os.environ, "OMP_NUM_THREADS": "1"}


def torch(network):
    command = [sys.executable, here / "torch_zoo.py", network, BATCH]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout)


def ours(network, options):
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        command = ["java", "-jar", jar, "ZooBenchmark", "-p", f"network={network}", "-p", f"batch={BATCH}"]
        command += ["-jvmArgsPrepend", options] if options else []
        subprocess.run([*command, "-rf", "json", "-rff", file.name], check=True, stdout=subprocess.DEVNULL, env=environment)
        (result,) = json.load(open(file.name))
        samples = result["secondaryMetrics"]["gradients"]["rawData"][0]
        return sorted(samples)[len(samples) // 2]


print(f"| gradients/s, batches of {BATCH}, medians | PyTorch |" + "".join(f" {variant} | ratio |" for variant in VARIANTS))
print("|---|---|" + "---|---|" * len(VARIANTS))
for network in ["SQUEEZENET", "DARKNET19", "RESNET50", "VGG16"]:
    peer = torch(network)
    print(f"| {network} | {peer:.2f} |", end="", flush=True)
    for options in VARIANTS.values():
        figure = ours(network, options)
        print(f" {figure:.2f} | {figure / peer:.2f} |", end="", flush=True)
    print(flush=True)
