"""Input gradients a second of four networks of 224 x 224 pixels in PyTorch, random weights, one thread.

usage: python3 torch_zoo.py <network> <batch>
"""
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(1)


class Fire(nn.Module):
    def __init__(self, channels, squeezed, expanded):
        super().__init__()
        self.squeeze = nn.Conv2d(channels, squeezed, 1)
        self.small = nn.Conv2d(squeezed, expanded, 1)
        self.large = nn.Conv2d(squeezed, expanded, 3, padding=1)

    def forward(self, x):
        x = torch.relu(self.squeeze(x))
        return torch.cat([torch.relu(self.small(x)), torch.relu(self.large(x))], 1)


class Bottleneck(nn.Module):
    def __init__(self, channels, width, stride, is_first):
        super().__init__()
        self.main = nn.Sequential(
            nn.Conv2d(channels, width, 1), nn.ReLU(),
            nn.Conv2d(width, width, 3, stride, 1), nn.ReLU(),
            nn.Conv2d(width, 4 * width, 1))
        self.side = nn.Conv2d(channels, 4 * width, 1, stride) if is_first else nn.Identity()

    def forward(self, x):
        return torch.relu(self.main(x) + self.side(x))


def squeezenet():
    pool = lambda: nn.MaxPool2d(3, 2)
    return nn.Sequential(
        nn.Conv2d(3, 64, 3, 2), nn.ReLU(), pool(), Fire(64, 16, 64), Fire(128, 16, 64), pool(),
        Fire(128, 32, 128), Fire(256, 32, 128), pool(), Fire(256, 48, 192), Fire(384, 48, 192),
        Fire(384, 64, 256), Fire(512, 64, 256), nn.Conv2d(512, 1000, 1), nn.ReLU(),
        nn.AdaptiveAvgPool2d(1), nn.Flatten())


def darknet19():
    layers, channels = [], 3
    plan = [(32, 3), None, (64, 3), None, (128, 3), (64, 1), (128, 3), None, (256, 3), (128, 1), (256, 3), None,
            (512, 3), (256, 1), (512, 3), (256, 1), (512, 3), None,
            (1024, 3), (512, 1), (1024, 3), (512, 1), (1024, 3)]
    for step in plan:
        if step is None:
            layers.append(nn.MaxPool2d(2, 2))
        else:
            layers += [nn.Conv2d(channels, step[0], step[1], padding=step[1] // 2), nn.LeakyReLU(0.1)]
            channels = step[0]
    return nn.Sequential(*layers, nn.Conv2d(1024, 1000, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten())


def resnet50():
    layers, channels = [nn.Conv2d(3, 64, 7, 2, 3), nn.ReLU(), nn.MaxPool2d(3, 2, 1)], 64
    for stage, blocks in enumerate([3, 4, 6, 3]):
        for block in range(blocks):
            width = 64 << stage
            layers.append(Bottleneck(channels, width, 2 if block == 0 and stage > 0 else 1, block == 0))
            channels = 4 * width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2048, 1000))


def vgg16():
    layers, channels = [], 3
    for width, count in [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)]:
        for _ in range(count):
            layers += [nn.Conv2d(channels, width, 3, padding=1), nn.ReLU()]
            channels = width
        layers.append(nn.MaxPool2d(2, 2))
    return nn.Sequential(
        *layers, nn.Flatten(), nn.Linear(25088, 4096), nn.ReLU(), nn.Linear(4096, 4096), nn.ReLU(),
        nn.Linear(4096, 1000))


name, batch = sys.argv[1], int(sys.argv[2])
model = {"SQUEEZENET": squeezenet, "DARKNET19": darknet19, "RESNET50": resnet50, "VGG16": vgg16}[name]().eval()
for parameter in model.parameters():
    parameter.requires_grad_(False)


def gradients():
    x = torch.rand(batch, 3, 224, 224, requires_grad=True)
    model(x)[:, 0].sum().backward()


begin = time.time()
while time.time() - begin < 10:
    gradients()
rates = []
for _ in range(5):
    begin, count = time.time(), 0
    while time.time() - begin < 6:
        gradients()
        count += batch
    rates.append(count / (time.time() - begin))
print(sorted(rates)[2])
