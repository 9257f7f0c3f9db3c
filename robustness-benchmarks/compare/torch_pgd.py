"""PGD-40 on the reference network as a plain PyTorch loop: what compare.py measures this library against.

usage: python3 torch_pgd.py REFERENCE [threads] [first] [samples] [repeats]
REFERENCE is robustness-dl4j/src/test/resources/reference. Prints the best of the repeats: seconds and robust accuracy.
"""
import gzip
import pathlib
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

reference = pathlib.Path(sys.argv[1])
threads, first, samples, repeats = (
    int(given) if given else default for given, default in zip((sys.argv[2:] + [""] * 4)[:4], (1, 0, 1000, 3))
)
torch.set_num_threads(threads)
torch.manual_seed(0)
weights = {name: torch.from_numpy(value) for name, value in np.load(reference / "seed-cnn/weights.npz").items()}
dense = weights["dense1_W"].t().contiguous()
output = weights["output_W"].t().contiguous()


def idx(name, header):
    return np.frombuffer(gzip.open(reference / "data" / name).read(), np.uint8, offset=header)


pixels = idx("t10k-images-idx3-ubyte.gz", 16).reshape(-1, 1, 28, 28)[first : first + samples]
images = torch.from_numpy(pixels.astype(np.float32) / 255)
labels = torch.from_numpy(idx("t10k-labels-idx1-ubyte.gz", 8)[first : first + samples].astype(np.int64))


def logits(x):
    x = F.max_pool2d(F.relu(F.conv2d(x, weights["conv1_W"], weights["conv1_b"])), 2)
    x = F.max_pool2d(F.relu(F.conv2d(x, weights["conv2_W"], weights["conv2_b"])), 2)
    return F.linear(F.relu(F.linear(x.flatten(1), dense, weights["dense1_b"])), output, weights["output_b"])


def pgd(x, y, epsilon=0.1, step=0.01, steps=40):
    adversarial = (x + torch.empty_like(x).uniform_(-epsilon, epsilon)).clamp(0, 1)
    for _ in range(steps):
        adversarial.requires_grad_(True)
        (gradient,) = torch.autograd.grad(F.cross_entropy(logits(adversarial), y, reduction="sum"), adversarial)
        with torch.no_grad():
            moved = adversarial + step * gradient.sign()
            adversarial = torch.min(torch.max(moved, x - epsilon), x + epsilon).clamp(0, 1)
    return adversarial.detach()


best, robust = float("inf"), 0
for _ in range(repeats):
    start, robust = time.perf_counter(), 0
    for i in range(0, samples, 128):
        x, y = images[i : i + 128], labels[i : i + 128]
        adversarial = pgd(x, y)
        with torch.no_grad():
            robust += (logits(adversarial).argmax(1) == y).sum().item()
    best = min(best, time.perf_counter() - start)
print(f"{best} {robust / samples}")
