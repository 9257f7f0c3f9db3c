package org.robustness4j.cli;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A classifier of three risks by age, income and a ratio, which it standardises by itself, as an ONNX file. */
final class RiskModel {

    private RiskModel() {}

    static Path write(Path file) throws IOException {
        GraphProto graph = GraphProto.newBuilder()
                .setName("risk")
                .addInput(value("x", 3))
                .addOutput(value("y", 3))
                .addInitializer(numbers("mean", new long[] {3}, 40, 50_000, 0.3f))
                .addInitializer(numbers("deviation", new long[] {3}, 12, 9000, 0.1f))
                .addInitializer(numbers("weights", new long[] {3, 3}, -1, 0, 1, -1, 0, 1, 0, 0, 0))
                .addInitializer(numbers("biases", new long[] {3}, -1, 0, -1))
                .addNode(node("Sub", "x", "mean", "centred"))
                .addNode(node("Div", "centred", "deviation", "scaled"))
                .addNode(node("MatMul", "scaled", "weights", "products"))
                .addNode(node("Add", "products", "biases", "y"))
                .build();
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph)
                .build();
        return Files.write(file, model.toByteArray());
    }

    private static NodeProto node(String type, String first, String second, String output) {
        return NodeProto.newBuilder()
                .setOpType(type)
                .addInput(first)
                .addInput(second)
                .addOutput(output)
                .build();
    }

    private static ValueInfoProto value(String name, int columns) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("n"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(columns))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }

    private static TensorProto numbers(String name, long[] dims, float... values) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
        for (long dim : dims) {
            tensor.addDims(dim);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }
}
