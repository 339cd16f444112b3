"""Reads the networks of a run with networkx and NumPy, and compares what they find.

Usage: readers.py RESULTS, a folder that `accordance run --also graphml,gexf,npz,csv,dynamic-gexf`
has filled. Prints what it compared; ends with an error where anything differs.
"""

import csv
import json
import sys
from pathlib import Path

import networkx
import numpy

results = Path(sys.argv[1])
summary = json.loads((results / "summary.json").read_text(encoding="utf-8"))
weights = numpy.load(results / "weights.npy")
n = summary["neurons"]
assert weights.shape == (n, n)
assert weights.dtype == (numpy.float32 if summary["precision"] == "f32" else numpy.float64)
synapses = numpy.count_nonzero(weights)


def as_matrix(graph, attribute):
    """The matrix of a graph: row = target (post), column = source (pre)."""
    matrix = numpy.zeros((n, n), weights.dtype)
    for pre, post, data in graph.edges(data=True):
        matrix[int(post), int(pre)] = data[attribute]
    return matrix


def check_neurons(graph, arrays):
    assert [int(node) for node in graph.nodes] == list(range(n))
    for neuron, data in graph.nodes(data=True):
        for name in ["community", "in_strength", "out_strength", "credit", "balance", "firing", "net_input"]:
            array = arrays[name]
            assert array.dtype.type(data[name]) == array[int(neuron)], (neuron, name)


npz = numpy.load(results / "network.npz")
assert numpy.array_equal(npz["weights"], weights) and npz["weights"].dtype == weights.dtype
for name in ["firing", "credit", "net_input"]:
    assert numpy.array_equal(npz[name], numpy.load(results / f"{name}.npy")), name
magnitudes = numpy.abs(weights.astype(float))
assert numpy.allclose(npz["in_strength"], magnitudes.sum(axis=1), rtol=1e-6)
assert numpy.allclose(npz["out_strength"], magnitudes.sum(axis=0), rtol=1e-6)
with open(results / "communities.csv", encoding="utf-8") as table:
    rows = list(csv.DictReader(line for line in table if not line.startswith("#")))
communities = [int(row["community"] or -1) for row in rows]
assert npz["community"].tolist() == communities
assert [int(row["position"]) for row in rows] == numpy.argsort(npz["order"]).tolist()
about = json.loads(npz["about.json"])
assert about["seed"] == summary["seed"] and about["iteration"] == summary["iterations"]
assert npz["scenario.toml"].decode() == summary["scenario"]["toml"]
print(f"npz: {len(npz.files)} entries")

text = numpy.loadtxt(results / "weights.csv", delimiter=",", dtype=weights.dtype)
assert numpy.array_equal(text, weights)
print(f"csv: {text.shape[0]} x {text.shape[1]}")

graphml = networkx.read_graphml(results / "network.graphml")
assert graphml.is_directed() and not graphml.is_multigraph()
assert graphml.number_of_edges() == synapses
assert numpy.array_equal(as_matrix(graphml, "weight"), weights)
assert numpy.array_equal(as_matrix(graphml, "strength"), numpy.abs(weights))
check_neurons(graphml, npz)
assert graphml.graph["seed"] == summary["seed"]
assert graphml.graph["scenario"] == summary["scenario"]["name"]
assert graphml.graph["scenario_toml"] == summary["scenario"]["toml"]
assert graphml.graph["accordance_version"] == summary["version"]
print(f"graphml: {graphml.number_of_nodes()} nodes, {synapses} edges")

gexf = networkx.read_gexf(results / "network.gexf")
assert gexf.is_directed() and not gexf.is_multigraph()
assert gexf.number_of_edges() == synapses
assert numpy.array_equal(as_matrix(gexf, "weight"), numpy.abs(weights))
assert numpy.array_equal(as_matrix(gexf, "signed_weight"), weights)
check_neurons(gexf, npz)
colours = {}
for _, data in gexf.nodes(data=True):
    colour = tuple(data["viz"]["color"].values())
    assert colours.setdefault(data["community"], colour) == colour
print(f"gexf: {gexf.number_of_nodes()} nodes, {gexf.number_of_edges()} edges")

dynamic = networkx.read_gexf(results / "network-dynamic.gexf")
assert dynamic.graph["mode"] == "dynamic" and dynamic.number_of_nodes() == n
start, end = float(dynamic.graph["start"]), float(dynamic.graph["end"])
assert (start, end) == (0.0, float(summary["iterations"]))


def at(values, time):
    """The value of a dynamic attribute at a time."""
    found = [value for value, first, last in values if first <= time <= last]
    assert len(found) <= 1, "one value at a time"
    return found[0] if found else None


for neuron, data in dynamic.nodes(data=True):
    for name in ["credit", "firing", "balance", "in_strength", "out_strength"]:
        last = numpy.float32(at(data[name], end))
        assert last == numpy.float32(npz[name][int(neuron)]), (neuron, name)
    assert all(at(data["credit"], time) is not None for time in range(int(start), int(end) + 1))
alive = 0
for pre, post, data in dynamic.edges(data=True):
    now = [first <= end <= last for first, last in data["spells"]]
    last = at(data["signed_weight"], end)
    assert any(now) == (last is not None)
    if last is not None:
        assert numpy.float32(last) == numpy.float32(weights[int(post), int(pre)])
        alive += 1
assert alive == min(synapses, 2000)
together = {}
for _, data in dynamic.nodes(data=True):
    together.setdefault(at(data["community"], end), set()).add(data["label"])
by_number = {}
for neuron, community in enumerate(communities):
    by_number.setdefault(community, set()).add(str(neuron))
assert sorted(map(sorted, together.values())) == sorted(map(sorted, by_number.values()))
print(f"dynamic gexf: {dynamic.number_of_edges()} edges, {alive} of them at the end")
