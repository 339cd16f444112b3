"""Algorithm 1 of Fan & Mysore 2024 as one writes it in NumPy. Prints seconds per iteration."""
import sys
import time

import numpy as np

n, iterations = int(sys.argv[1]), int(sys.argv[2])
gain, r, p, noise_x, noise_c, clamped = 0.1, 0.01, 0.9, 0.3, 0.1, n // 10
rng = np.random.default_rng(1)


def normal(*shape):
    return rng.standard_normal(shape, dtype=np.float32)


W = normal(n, n) * (gain / n**0.5)
x, c = normal(n), normal(n)
held = c[:clamped].copy()
k = int(p * n * n)
warm_up = 1 + iterations // 10
for iteration in range(warm_up + iterations):
    if iteration == warm_up:
        begun = time.perf_counter()
    rate = np.tanh(W @ x)
    balance = 1 - rate**2
    x = rate + noise_x * normal(n)
    c = (c * balance) @ W + noise_c * normal(n)
    c[:clamped] = held
    W += np.outer(r * c * balance, x)
    magnitude = np.abs(W)
    threshold = np.partition(magnitude.ravel(), k)[k]
    W[magnitude < threshold] = 0
print((time.perf_counter() - begun) / iterations)
