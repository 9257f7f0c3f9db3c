"""Fits a scaler and a logistic regression to two thirds of the wines, and writes models/pipeline.onnx.

The file is what skl2onnx makes of make_pipeline(StandardScaler(), LogisticRegression()): Scaler,
LinearClassifier, Normalizer, ZipMap. It takes the measurements in their own units.

usage: python3 pipeline.py      (NumPy, onnx)
"""
import pathlib

import numpy
import onnx
from onnx import TensorProto, helper

here = pathlib.Path(__file__).resolve().parent

rows = [line.split(",") for line in (here / "data/wine.csv").read_text().splitlines()[1:]]
table = numpy.array(rows, dtype=float)
is_training = numpy.arange(len(table)) % 3 != 2
inputs, labels = table[:, :-1], table[:, -1].astype(int)
mean, deviation = inputs[is_training].mean(0), inputs[is_training].std(0)
scaled = (inputs - mean) / deviation

weights, biases = numpy.zeros((3, 13)), numpy.zeros(3)
wanted = numpy.eye(3)[labels[is_training]]
for step in range(2000):
    scores = scaled[is_training] @ weights.T + biases
    shares = numpy.exp(scores - scores.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    slope = (shares - wanted) / len(wanted)
    weights -= 0.5 * (slope.T @ scaled[is_training] + 0.01 * weights)
    biases -= 0.5 * slope.sum(0)

predicted = (scaled @ weights.T + biases).argmax(1)
accuracy = (predicted == labels)[~is_training].mean()
print(f"accuracy on {(~is_training).sum()} other wines: {accuracy:.3f}")

nodes = [
    helper.make_node(
        "Scaler", ["measurements"], ["scaled"], domain="ai.onnx.ml",
        offset=mean.tolist(), scale=(1 / deviation).tolist()),
    helper.make_node(
        "LinearClassifier", ["scaled"], ["label", "scores"], domain="ai.onnx.ml",
        coefficients=weights.flatten().tolist(), intercepts=biases.tolist(),
        classlabels_ints=[0, 1, 2], multi_class=1, post_transform="SOFTMAX"),
    helper.make_node("Normalizer", ["scores"], ["shares"], domain="ai.onnx.ml", norm="L1"),
    helper.make_node("ZipMap", ["shares"], ["probabilities"], domain="ai.onnx.ml", classlabels_int64s=[0, 1, 2]),
]
probabilities = onnx.ValueInfoProto(name="probabilities")
of_a_class = probabilities.type.sequence_type.elem_type.map_type
of_a_class.key_type = TensorProto.INT64
of_a_class.value_type.tensor_type.elem_type = TensorProto.FLOAT
graph = helper.make_graph(
    nodes, "pipeline",
    [helper.make_tensor_value_info("measurements", TensorProto.FLOAT, [None, 13])],
    [helper.make_tensor_value_info("label", TensorProto.INT64, [None]), probabilities])
model = helper.make_model(
    graph,
    opset_imports=[helper.make_opsetid("", 13), helper.make_opsetid("ai.onnx.ml", 2)],
    ir_version=7,
    producer_name="pipeline.py")
onnx.checker.check_model(model)
onnx.save(model, str(here / "models/pipeline.onnx"))
