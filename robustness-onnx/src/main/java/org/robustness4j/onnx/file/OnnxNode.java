package org.robustness4j.onnx.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operator of a graph, with what it reads and gives.
 *
 * @param label for messages
 * @param type the operator, behind its domain where that is not ONNX's own
 * @param opset the version of the operators of its domain
 * @param inputs the names of what it reads; empty where one is left out
 * @param outputs the names of what it gives
 */
public record OnnxNode(
        String label,
        String type,
        long opset,
        List<String> inputs,
        List<String> outputs,
        Map<String, AttributeProto> attributes,
        TensorReader tensors) {

    /** Whether an attribute is there. */
    public boolean has(String name) {
        return attributes.containsKey(name);
    }

    private Optional<AttributeProto> attribute(String name, AttributeType type) {
        AttributeProto attribute = attributes.get(name);
        if (attribute != null && attribute.getType() != type && attribute.getType() != AttributeType.UNDEFINED) {
            throw new IllegalArgumentException(label + " has the attribute '" + name + "' as " + attribute.getType()
                    + ", which is " + type + " in ONNX; export the model again");
        }
        return Optional.ofNullable(attribute);
    }

    public long integer(String name, long otherwise) {
        return attribute(name, AttributeType.INT).map(AttributeProto::getI).orElse(otherwise);
    }

    public double number(String name, double otherwise) {
        return attribute(name, AttributeType.FLOAT)
                .map(attribute -> (double) attribute.getF())
                .orElse(otherwise);
    }

    public String text(String name, String otherwise) {
        return attribute(name, AttributeType.STRING)
                .map(attribute -> attribute.getS().toStringUtf8())
                .orElse(otherwise);
    }

    public Optional<long[]> integers(String name) {
        return attribute(name, AttributeType.INTS).map(attribute -> attribute.getIntsList().stream()
                .mapToLong(Long::longValue)
                .toArray());
    }

    public Optional<float[]> numbers(String name) {
        return attribute(name, AttributeType.FLOATS).map(attribute -> {
            float[] values = new float[attribute.getFloatsCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = attribute.getFloats(i);
            }
            return values;
        });
    }

    public List<String> texts(String name) {
        return attribute(name, AttributeType.STRINGS)
                .map(attribute -> attribute.getStringsList().stream()
                        .map(ByteString::toStringUtf8)
                        .toList())
                .orElse(List.of());
    }

    public Optional<Tensor> tensor(String name) {
        return attribute(name, AttributeType.TENSOR).map(attribute -> tensors.read(attribute.getT()));
    }

    /** Whether an input is there. */
    public boolean hasInput(int number) {
        return number < inputs.size() && !inputs.get(number).isEmpty();
    }

    @Override
    public String toString() {
        return label;
    }
}
