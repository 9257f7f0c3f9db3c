"""Trains a network on two thirds of the wines with PyTorch, and exports it as models/wine.onnx.

usage: python3 train.py      (PyTorch 1.13 or newer)
"""
import pathlib

import torch

here = pathlib.Path(__file__).resolve().parent
torch.manual_seed(1)

rows = [line.split(",") for line in (here / "data/wine.csv").read_text().splitlines()[1:]]
table = torch.tensor([[float(value) for value in row] for row in rows])
is_training = torch.arange(len(table)) % 3 != 2
inputs, labels = table[:, :-1], table[:, -1].long()
mean, deviation = inputs[is_training].mean(0), inputs[is_training].std(0, unbiased=False)
inputs = (inputs - mean) / deviation

network = torch.nn.Sequential(
    torch.nn.Linear(13, 16), torch.nn.BatchNorm1d(16), torch.nn.SiLU(), torch.nn.Linear(16, 3))
optimizer = torch.optim.Adam(network.parameters(), lr=0.01, weight_decay=0.01)
for epoch in range(200):
    optimizer.zero_grad()
    torch.nn.functional.cross_entropy(network(inputs[is_training]), labels[is_training]).backward()
    optimizer.step()

network.eval()
accuracy = (network(inputs[~is_training]).argmax(1) == labels[~is_training]).float().mean().item()
print(f"accuracy on {int((~is_training).sum())} other wines: {accuracy:.3f}")
torch.onnx.export(
    network,
    inputs[:1],
    here / "models/wine.onnx",
    opset_version=13,
    input_names=["measurements"],
    output_names=["scores"],
    dynamic_axes={"measurements": {0: "n"}, "scores": {0: "n"}})
