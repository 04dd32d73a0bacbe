"""The workloads measured as throughput: each prepares, warms up and returns a function that runs one round."""

import sys

import torch
import torch.nn.functional as F
from pytorch_metric_learning.losses import ContrastiveLoss, NTXentLoss
from pytorch_metric_learning.samplers import MPerClassSampler
from pytorch_metric_learning.utils.accuracy_calculator import AccuracyCalculator
from torch.utils.data import DataLoader, TensorDataset

from pytorch import omniglot
from pytorch.augmentation import affine, elastic
from pytorch.clustered_embeddings import clustered_embeddings
from pytorch.networks import ResidualCnn, simple_cnn


def train_resnet():
    """The residual network, eager, float32."""
    images, labels = omniglot.background(42)
    model = ResidualCnn().train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=1e-4)
    loss_func = NTXentLoss(temperature=0.1)

    def step(data, labels):
        optimizer.zero_grad()
        embeddings = model(elastic(affine(data)))
        loss = loss_func(embeddings, labels)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 10)
        optimizer.step()
        return loss

    return training(step, batches(images, labels, 48, 4), warm_up=8, steps=30)


def train_resnet_best():
    """The same, optimised: channels-last, bfloat16, fused optimiser, loss as one matrix."""
    images, labels = omniglot.background(42)
    model = ResidualCnn().train().to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=1e-4, fused=True)

    def step(data, labels):
        optimizer.zero_grad()
        data = elastic(affine(data)).to(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16):
            embeddings = model(data)
        loss = nt_xent(embeddings.float(), labels, 0.1)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 10)
        optimizer.step()
        return loss

    return training(step, batches(images, labels, 48, 4), warm_up=8, steps=30)


def nt_xent(embeddings, labels, temperature):
    """The value of NTXentLoss for L2-normalised embeddings, without one row of all negatives per positive pair."""
    logits = embeddings @ embeddings.T / temperature
    same = labels[:, None] == labels
    negatives = logits.masked_fill(same, -torch.inf).logsumexp(1, keepdim=True)
    positive = same & ~torch.eye(len(labels), dtype=torch.bool)
    return F.softplus(negatives - logits)[positive].mean()


def train_simple_cnn():
    """The small network, eager, float32; all pairs of batches of 16 classes with 4 images each."""
    images, labels = omniglot.background(105)
    model = simple_cnn().train()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-4)
    loss_func = ContrastiveLoss(pos_margin=0, neg_margin=1)

    def step(data, labels):
        optimizer.zero_grad()
        loss = loss_func(model(data), labels)
        loss.backward()
        optimizer.step()
        return loss

    return training(step, batches(images, labels, 16, 4), warm_up=5, steps=20)


def embed():
    """Inference on all images."""
    images, _ = omniglot.background(42)
    model = ResidualCnn().eval().to(memory_format=torch.channels_last)

    def embed_all(images):
        with torch.inference_mode():
            parts = [part.to(memory_format=torch.channels_last) for part in images.split(256)]
            return torch.cat([model(part) for part in parts])

    embed_all(images[:2000])
    return lambda: (len(embed_all(images)), {})


def retrieval():
    """Every embedding is a query among all others."""
    embeddings, labels = clustered_embeddings()
    calculator = AccuracyCalculator(
        include=("mean_average_precision_at_r", "precision_at_1"), k="max_bin_count"
    )

    def evaluate():
        accuracy = calculator.get_accuracy(embeddings, labels)
        return len(labels), {
            "map_at_r": accuracy["mean_average_precision_at_r"],
            "recall_at_1": accuracy["precision_at_1"],
        }

    evaluate()
    return evaluate


def training(step, batches, warm_up, steps):
    """Runs the warm-up; returns a function that trains for one round."""
    for _ in range(warm_up):
        step(*next(batches))

    def run_round():
        images = 0
        for iteration in range(steps):
            data, labels = next(batches)
            loss = step(data, labels)
            images += len(data)
            if iteration % 20 == 0:  # as often as the examples of pytorch-metric-learning
                print(f"Iteration {iteration}: Loss = {loss.item():.4f}", file=sys.stderr)
        return images, {}

    return run_round


def batches(images, labels, classes, samples):
    """Endless P×K batches, without worker processes, which were slower on two cores."""
    size = classes * samples
    sampler = MPerClassSampler(labels, samples, size, length_before_new_iter=len(labels))
    loader = DataLoader(TensorDataset(images, labels), batch_size=size, sampler=sampler)
    while True:
        yield from loader
