"""Queries per second of processor time of the indices of siamese-search, of Faiss and of hnswlib on the same vectors, each query alone."""

import argparse
import pathlib
import subprocess
import sys
import tempfile
import time

import faiss
import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
K = 10


def vectors(count, random, centres, directions):
    """Noise around random centres, L2-normalised: near and far neighbours, as embeddings have.

    The noise is within the space of the centres, and a tenth of it in all directions.
    """
    rows = np.empty((count, directions.shape[1]), dtype=np.float32)
    for start in range(0, count, 100_000):
        part = centres[random.integers(len(centres), size=min(100_000, count - start))]
        part = (part + 1.5 * random.uniform(-1, 1, part.shape).astype(np.float32)) @ directions
        part += 0.1 * part.std() * random.standard_normal(part.shape).astype(np.float32)
        rows[start : start + len(part)] = part / np.linalg.norm(part, axis=1, keepdims=True)
    return rows


def timed(name, queries, search, exact=None):
    for query in queries[:20]:
        search(query[None])
    start = time.process_time()
    found = [search(query[None])[0] for query in queries]
    seconds = time.process_time() - start
    recall = 1 if exact is None else np.mean([len(set(a) & set(b)) / K for a, b in zip(found, exact)])
    print(f"peer: {name}: {len(queries) / seconds:,.1f} queries/s, recall@10 {recall:.4f}", flush=True)
    return found


def peers(rows, queries, some):
    faiss.omp_set_num_threads(1)
    flat = faiss.IndexFlatL2(rows.shape[1])
    flat.add(rows)
    exact = timed("Faiss, flat", queries[:some], lambda query: flat.search(query, K)[1])
    del flat
    try:
        import hnswlib
    except ImportError:
        print("peer: hnswlib is not installed: pip install hnswlib")
        return
    graph = hnswlib.Index("l2", rows.shape[1])
    graph.init_index(len(rows), M=16, ef_construction=100, random_seed=1)
    start = time.perf_counter()
    graph.add_items(rows)
    print(f"peer: hnswlib, built in {time.perf_counter() - start:.0f} s", flush=True)
    graph.set_num_threads(1)
    for ef in (10, 20, 50, 100, 200, 400):
        graph.set_ef(ef)
        timed(f"hnswlib, ef {ef}", queries, lambda query: graph.knn_query(query, K)[0], exact)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000, help="number of vectors (default: %(default)s)")
    parser.add_argument("--dimensions", type=int, default=128, help="length of the vectors (default: %(default)s)")
    parser.add_argument("--latent", type=int, default=32, help="dimensions in which the vectors vary most (default: %(default)s)")
    arguments = parser.parse_args()
    random = np.random.default_rng(1)
    centres = random.uniform(-1, 1, (max(1, arguments.count // 20), arguments.latent)).astype(np.float32)
    directions = random.standard_normal((arguments.latent, arguments.dimensions)).astype(np.float32)
    rows = vectors(arguments.count, random, centres, directions)
    queries = vectors(1000, random, centres, directions)
    with tempfile.TemporaryDirectory() as folder:
        rows.tofile(pathlib.Path(folder) / "vectors.f32")
        queries.tofile(pathlib.Path(folder) / "queries.f32")
        command = [HERE.parent / "run", "bench/IndexSpeed", folder, str(arguments.dimensions)]
        subprocess.run(command, check=True)
        peers(rows, queries, some=200)


if __name__ == "__main__":
    sys.exit(main())
