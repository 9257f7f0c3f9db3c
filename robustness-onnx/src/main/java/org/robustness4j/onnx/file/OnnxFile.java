package org.robustness4j.onnx.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A file in the format of ONNX, with the files beside it that hold its values. */
public record OnnxFile(Path path) {

    private static final long OLDEST_OPSET = 7;

    /** Nothing between two fields of protobuf is longer. */
    private static final long LARGEST_FILE = Integer.MAX_VALUE;

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException if it is not one that can be read
     */
    public OnnxGraph read() {
        ModelProto model = parsed();
        if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
            throw unusable("has no graph in it; is it an ONNX model?");
        }
        return graph(model.getGraph(), opsets(model));
    }

    private ModelProto parsed() {
        if (!Files.isRegularFile(path)) {
            throw unusable(Files.exists(path) ? "is not a file" : "does not exist");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            if (Files.size(path) > LARGEST_FILE) {
                throw unusable("has " + Files.size(path)
                        + " bytes, but protobuf allows no more than 2 GiB; export the model with external data");
            }
            return ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "The file " + path + " is not a whole ONNX model (" + e.getMessage() + "); export it again", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + path + " could not be read", e);
        }
    }

    private Map<String, Long> opsets(ModelProto model) {
        Map<String, Long> opsets = new HashMap<>();
        for (OperatorSetIdProto opset : model.getOpsetImportList()) {
            opsets.put(domain(opset.getDomain()), opset.getVersion());
        }
        long version = opsets.getOrDefault("", 0L);
        if (version < OLDEST_OPSET) {
            throw unusable("uses version " + version + " of ONNX's operators; versions from " + OLDEST_OPSET
                    + " on are read, so export the model again, or convert it with onnx.version_converter");
        }
        return opsets;
    }

    private static String domain(String domain) {
        return domain.equals("ai.onnx") ? "" : domain;
    }

    private OnnxGraph graph(GraphProto proto, Map<String, Long> opsets) {
        Set<Path> files = new TreeSet<>();
        TensorReader tensors =
                new TensorReader(path.toAbsolutePath().normalize().resolveSibling(""), files);
        if (proto.getSparseInitializerCount() > 0) {
            throw unusable("has sparse weights, which are not read; export the model with dense ones");
        }
        Map<String, Tensor> constants = new LinkedHashMap<>();
        Set<String> known = new HashSet<>();
        for (TensorProto tensor : proto.getInitializerList()) {
            known.add(tensor.getName());
            if (TensorReader.isOfNumbers(tensor)) { // the names of classes are of no use here
                constants.put(tensor.getName(), tensors.read(tensor));
            }
        }
        List<OnnxGraph.Input> inputs = new ArrayList<>();
        for (ValueInfoProto input : proto.getInputList()) {
            if (!known.contains(input.getName())) {
                inputs.add(input(input));
            }
        }
        List<OnnxNode> nodes = new ArrayList<>();
        inputs.forEach(input -> known.add(input.name()));
        for (int i = 0; i < proto.getNodeCount(); i++) {
            OnnxNode node = node(proto.getNode(i), i, opsets, tensors);
            requireKnown(node, known);
            nodes.add(node);
        }
        List<String> outputs =
                proto.getOutputList().stream().map(ValueInfoProto::getName).toList();
        for (String output : outputs) {
            if (!known.contains(output)) {
                throw unusable("has the output '" + output + "', which no node gives; export the model again");
            }
        }
        return new OnnxGraph(inputs, outputs, constants, nodes, files);
    }

    private OnnxGraph.Input input(ValueInfoProto input) {
        if (!input.getType().hasTensorType()) {
            throw unusable("has the input '" + input.getName() + "', which is no tensor");
        }
        List<Integer> dims = new ArrayList<>();
        for (Dimension dim : input.getType().getTensorType().getShape().getDimList()) {
            if (dim.getDimValue() > Integer.MAX_VALUE) {
                throw unusable("has the input '" + input.getName() + "' with a length of " + dim.getDimValue());
            }
            dims.add(dim.hasDimValue() && dim.getDimValue() > 0 ? (int) dim.getDimValue() : OnnxGraph.OPEN);
        }
        boolean isFloat = input.getType().getTensorType().getElemType() == TensorProto.DataType.FLOAT_VALUE;
        return new OnnxGraph.Input(input.getName(), List.copyOf(dims), isFloat);
    }

    private OnnxNode node(NodeProto proto, int number, Map<String, Long> opsets, TensorReader tensors) {
        String domain = domain(proto.getDomain());
        String type = domain.isEmpty() ? proto.getOpType() : domain + "." + proto.getOpType();
        String label = proto.getName().isEmpty()
                ? "Node " + number + " (" + type + ")"
                : "Node '" + proto.getName() + "' (" + type + ")";
        Map<String, AttributeProto> attributes = new HashMap<>();
        for (AttributeProto attribute : proto.getAttributeList()) {
            attributes.put(attribute.getName(), attribute);
        }
        return new OnnxNode(
                label,
                type,
                opsets.getOrDefault(domain, 1L),
                List.copyOf(proto.getInputList()),
                List.copyOf(proto.getOutputList()),
                Map.copyOf(attributes),
                tensors);
    }

    private void requireKnown(OnnxNode node, Set<String> known) {
        for (String input : node.inputs()) {
            if (!input.isEmpty() && !known.contains(input)) {
                throw unusable("has a graph whose nodes are out of order or in a circle: " + node + " reads '" + input
                        + "', which no node before it gives; export the model again");
            }
        }
        for (String output : node.outputs()) {
            if (!output.isEmpty() && !known.add(output)) {
                throw unusable("has a graph in which '" + output + "' is given twice, the second time by " + node);
            }
        }
    }

    private IllegalArgumentException unusable(String what) {
        return new IllegalArgumentException("The file " + path + " " + what);
    }
}
