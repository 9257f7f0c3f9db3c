package org.robustness4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.robustness4j.onnx.TestGraph.integer;
import static org.robustness4j.onnx.TestGraph.ints;
import static org.robustness4j.onnx.TestGraph.number;
import static org.robustness4j.onnx.TestGraph.text;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.TestedModel;
import org.robustness4j.model.internal.PortableModel;
import org.robustness4j.onnx.translation.UntranslatableException;

/** Files that cannot be used say so at once, and why. */
@Timeout(60)
class OnnxRefusalTests {

    private static final InputShape SHAPE = InputShape.flat(4);

    @TempDir
    private Path folder;

    private static TestGraph dense(int... dims) {
        return new TestGraph(1, dims).weights("w", 4, 3).weights("b", 3);
    }

    private static TestGraph working() {
        return dense(0, 4).node("Gemm", "x w b", "y").output("y");
    }

    private static byte[] working(TensorProto weights) {
        return new TestGraph(1, 0, 4)
                .tensor(weights)
                .node("MatMul", "x w", "y")
                .output("y")
                .model()
                .build()
                .toByteArray();
    }

    private static TensorProto.Builder weights(long... dims) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName("w").setDataType(DataType.FLOAT_VALUE);
        Arrays.stream(dims).forEach(tensor::addDims);
        return tensor;
    }

    private static TensorProto external(String location, String offset, String length) {
        return weights(4, 3)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location))
                .addExternalData(entry("offset", offset))
                .addExternalData(entry("length", length))
                .build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    static Stream<Arguments> files() {
        byte[] whole = working().model().build().toByteArray();
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        return Stream.of(
                Arguments.of("cut off", Arrays.copyOf(whole, whole.length - 7), "not a whole ONNX model"),
                Arguments.of("cut in half", Arrays.copyOf(whole, whole.length / 2), "not a whole ONNX model"),
                Arguments.of("empty", new byte[0], "has no graph in it"),
                Arguments.of("noise", noise, "not a whole ONNX model"),
                Arguments.of("text", "this is no model".getBytes(StandardCharsets.UTF_8), "not a whole ONNX model"),
                Arguments.of("a zip file", new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0}, "not a whole ONNX model"),
                Arguments.of(
                        "no graph",
                        ModelProto.newBuilder().setIrVersion(8).build().toByteArray(),
                        "has no graph in it"),
                Arguments.of(
                        "no opset",
                        working().model().clearOpsetImport().build().toByteArray(),
                        "version 0 of ONNX's operators"),
                Arguments.of(
                        "an old opset",
                        working().opset(6).model().build().toByteArray(),
                        "version 6 of ONNX's operators"),
                Arguments.of(
                        "a tensor of 2 TB",
                        working(weights(1L << 20, 1L << 19)
                                .setRawData(ByteString.copyFrom(new byte[16]))
                                .build()),
                        "a tensor has at most"),
                Arguments.of(
                        "a tensor of 8 GB",
                        working(weights(1L << 15, 1L << 15)
                                .setRawData(ByteString.copyFrom(new byte[16]))
                                .build()),
                        "needs 4294967296 bytes, but the file holds 16"),
                Arguments.of("dimensions below zero", working(weights(-4, 3).build()), "dimensions [-4, 3]"),
                Arguments.of(
                        "values that are missing",
                        working(weights(4, 3).addFloatData(1).build()),
                        "has 12 values, but the file holds 1"),
                Arguments.of("no values", working(weights(4, 3).build()), "has 12 values, but the file holds 0"),
                Arguments.of(
                        "values above the folder",
                        working(external("../w.bin", "0", "48")),
                        "only files in the folder"),
                Arguments.of(
                        "values anywhere", working(external("/etc/passwd", "0", "48")), "only files in the folder"),
                Arguments.of("values nowhere", working(external("w.bin", "0", "48")), "which is not there"),
                Arguments.of("values in the folder itself", working(external(".", "0", "48")), "which is not there"),
                Arguments.of("no name", working(external("", "0", "48")), "only files in the folder"),
                Arguments.of("too few values", working(external("short.bin", "0", "48")), "a file of 16 bytes"),
                Arguments.of("values behind the end", working(external("short.bin", "100", "48")), "from 100 on"),
                Arguments.of("another number of values", working(external("short.bin", "0", "16")), "needs 48 bytes"),
                Arguments.of("no position", working(external("short.bin", "-1", "48")), "which is no position"),
                Arguments.of("no number", working(external("short.bin", "x", "48")), "which is no position"),
                Arguments.of("sparse weights", sparse(), "sparse weights"),
                Arguments.of("two inputs", twoInputs(), "has 2 inputs"),
                Arguments.of("no input", noInput(), "has 0 inputs"),
                Arguments.of("an input of whole numbers", wholeInput(), "not in float32"),
                Arguments.of(
                        "two outputs",
                        dense(0, 4)
                                .node("Gemm", "x w b", "y")
                                .node("Neg", "y", "z")
                                .output("y")
                                .output("z")
                                .model()
                                .build()
                                .toByteArray(),
                        "has the outputs [y, z], of which [y, z] may hold"),
                Arguments.of(
                        "a label alone",
                        dense(0, 4)
                                .node("Gemm", "x w b", "y")
                                .node("ArgMax", "y", "z")
                                .output("z")
                                .model()
                                .build()
                                .toByteArray(),
                        "none holds"),
                Arguments.of(
                        "an output that nobody gives",
                        dense(0, 4)
                                .node("Gemm", "x w b", "y")
                                .output("z")
                                .model()
                                .build()
                                .toByteArray(),
                        "which no node gives"),
                Arguments.of(
                        "a circle",
                        dense(0, 4)
                                .node("Add", "x b2", "a")
                                .node("Neg", "a", "b2")
                                .output("b2")
                                .model()
                                .build()
                                .toByteArray(),
                        "out of order or in a circle"),
                Arguments.of(
                        "a value given twice",
                        dense(0, 4)
                                .node("Gemm", "x w b", "y")
                                .node("Neg", "x", "y")
                                .output("y")
                                .model()
                                .build()
                                .toByteArray(),
                        "given twice"));
    }

    private static byte[] sparse() {
        TestGraph graph = working();
        graph.proto().addSparseInitializer(SparseTensorProto.getDefaultInstance());
        return graph.model().build().toByteArray();
    }

    private static byte[] twoInputs() {
        TestGraph graph = working();
        graph.proto().addInput(graph.proto().getInput(0).toBuilder().setName("x2"));
        return graph.model().build().toByteArray();
    }

    private static byte[] noInput() {
        TestGraph graph =
                new TestGraph(1, 0, 4).weights("w", 1, 4).node("Neg", "w", "y").output("y");
        graph.proto().clearInput();
        return graph.model().build().toByteArray();
    }

    private static byte[] wholeInput() {
        TestGraph graph = working();
        graph.proto().getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(DataType.INT64_VALUE);
        return graph.model().build().toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void aFileThatCannotBeUsedSaysWhy(String name, byte[] bytes, String message) throws Exception {
        Files.write(folder.resolve("short.bin"), new byte[16]);
        Path file = TestGraph.write(folder, "model.onnx", bytes);

        assertThatThrownBy(() -> TestedModel.of(file))
                .as(name)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aLinkOutOfTheFolderIsNotFollowed() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.write(outside.resolve("w.bin"), new byte[48]);
        Files.createSymbolicLink(inside.resolve("w.bin"), outside.resolve("w.bin"));
        Path file = TestGraph.write(inside, "model.onnx", working(external("w.bin", "0", "48")));

        assertThatThrownBy(() -> TestedModel.of(file)).hasMessageContaining("a link out of the folder");
    }

    @Test
    void valuesInAFileBesideItAreRead() throws Exception {
        Charset ofNames = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        String name = ofNames.newEncoder().canEncode('\u00f6') ? "m\u00f6del" : "model";
        Path ofUmlauts = Files.createDirectory(folder.resolve(name + " with gaps"));
        ByteBuffer bytes = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 12; i++) {
            bytes.putFloat(52 + 4 * i, i);
        }
        Files.write(ofUmlauts.resolve("w.bin"), bytes.array());
        Path file = TestGraph.write(ofUmlauts, name + " 1.ONNX", working(external("w.bin", "52", "48")));
        OnnxModel model = OnnxModel.of(file);
        String hash = model.identity().sha256();
        Matrix sample = new Matrix(1, 4, new float[] {1, 2, 0, 1});

        assertThat(model.classifier(SHAPE).logits(sample).values()).containsExactly(15, 19, 23);

        bytes.putFloat(52, 7);
        Files.write(ofUmlauts.resolve("w.bin"), bytes.array());
        assertThat(OnnxModel.of(file).identity().sha256()).hasSize(64).isNotEqualTo(hash);
        assertThatThrownBy(() -> {
                    PortableModel portable = OnnxModel.of(file).portable();
                    Files.write(ofUmlauts.resolve("w.bin"), new byte[100]);
                    portable.restored();
                })
                .hasMessageContaining("is another one here");
    }

    @Test
    void constantsWithoutNumbersAreInTheWayOnlyWhereTheyAreNeeded() throws Exception {
        for (int type : new int[] {99, DataType.STRING_VALUE, DataType.COMPLEX64_VALUE}) {
            TestGraph graph = working()
                    .tensor(weights(4, 3).setName("names").setDataType(type).build());

            assertThat(OnnxModel.of(graph.write(folder)).translated(SHAPE).outputs())
                    .isEqualTo(3);

            Path file = TestGraph.write(
                    folder,
                    "needed.onnx",
                    working(weights(4, 3).setDataType(type).build()));
            assertThatThrownBy(() -> OnnxModel.of(file).translated(SHAPE))
                    .hasMessageContaining("Node 'MatMul0' (MatMul): its input 'w' holds no numbers");
        }
    }

    @Test
    void aNodeThatReadsNothingAndGivesNothingIsNoEndlessWay() {
        TestGraph graph = new TestGraph(1, 0, 4).node("Identity", "-", "- y").output("y");
        graph.proto().getNodeBuilder(0).setOutput(0, "");

        assertThatThrownBy(() -> OnnxModel.of(graph.write(folder)).translated(SHAPE))
                .hasMessageContaining("it has no input 0");
    }

    @Test
    void aFileThatIsNotThereSaysSo() {
        assertThatThrownBy(() -> TestedModel.of(folder.resolve("none.onnx"))).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> TestedModel.of(Files.createDirectory(folder.resolve("folder.onnx"))))
                .hasMessageContaining("is not a file");
    }

    static Stream<Arguments> graphs() {
        return Stream.of(
                Arguments.of(
                        "a wrong matrix",
                        new TestGraph(1, 0, 4).weights("w", 5, 3).node("MatMul", "x w", "y"),
                        "MatMul0"),
                Arguments.of(
                        "an attribute of another type",
                        dense(0, 4).node("Gemm", "x w b", "y", text("transB", "no")),
                        "'transB' as STRING"),
                Arguments.of(
                        "an impossible shape",
                        new TestGraph(1, 0, 4).longs("s", 0, 3).node("Reshape", "x s", "y"),
                        "have no shape [0, 3]"),
                Arguments.of(
                        "an axis that is not there",
                        new TestGraph(1, 0, 4)
                                .node("Softmax", "x", "s", integer("axis", 7))
                                .node("Neg", "s", "y"),
                        "The axis 7"),
                Arguments.of(
                        "weights that do not fit",
                        new TestGraph(1, 0, 4).weights("w", 3, 1).node("Add", "x w", "y"),
                        "mixes samples"),
                Arguments.of(
                        "a gigantic expansion",
                        new TestGraph(1, 0, 4).longs("s", 1, 100000, 100000, 4).node("Expand", "x s", "y"),
                        "has more than"),
                Arguments.of(
                        "a gigantic constant",
                        new TestGraph(1, 0, 4)
                                .longs("s", 100000, 100000)
                                .node("ConstantOfShape", "s", "c")
                                .node("Mul", "x c", "y"),
                        "has more than"),
                Arguments.of(
                        "samples that are mixed",
                        new TestGraph(1, 0, 4).longs("a", 0).node("ReduceSum", "x a", "y"),
                        "mixes samples"),
                Arguments.of(
                        "whole numbers of what is computed",
                        dense(0, 4)
                                .node("Gemm", "x w b", "l")
                                .node("Cast", "l", "c", integer("to", 7))
                                .node("Cast", "c", "y", integer("to", 1)),
                        "makes whole numbers"),
                Arguments.of(
                        "a score for each place",
                        new TestGraph(1, 0, 2, 4, 4).weights("w", 3, 2, 1, 1).node("Conv", "x w", "y"),
                        "one score for each class"),
                Arguments.of(
                        "parts that are too many",
                        new TestGraph(1, 0, 4).longs("l", 2, 3).node("Split", "x l", "y z", integer("axis", 1)),
                        "are not those of 4 values"),
                Arguments.of(
                        "a second output",
                        new TestGraph(1, 0, 1, 4, 4)
                                .node("MaxPool", "x", "p i", ints("kernel_shape", 2, 2))
                                .node("Flatten", "i", "y"),
                        "its output 1 is not known here"),
                Arguments.of(
                        "one row of coefficients for two classes",
                        new TestGraph(1, 0, 4)
                                .node(
                                        "ai.onnx.ml.LinearClassifier",
                                        "x",
                                        "label y",
                                        TestGraph.numbers("coefficients", 1, 2, 3, 4),
                                        ints("classlabels_ints", 0, 1)),
                        "1 rows of coefficients for 2 classes"),
                Arguments.of(
                        "a regression",
                        new TestGraph(1, 0, 4).weights("w", 4, 1).node("MatMul", "x w", "y"),
                        "single number"),
                Arguments.of(
                        "labels by themselves",
                        dense(0, 4).node("Gemm", "x w b", "l").node("Sigmoid", "l", "y"),
                        "probabilities by themselves"),
                Arguments.of(
                        "a window that moves along three axes",
                        new TestGraph(1, 0, 1, 4, 4, 4)
                                .weights("w", 2, 1, 2, 2, 2)
                                .node("Conv", "x w", "y"),
                        "along 3 axes"),
                Arguments.of(
                        "a window larger than the image",
                        new TestGraph(1, 0, 1, 4, 4).weights("w", 2, 1, 9, 9).node("Conv", "x w", "y"),
                        "at least 1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("graphs")
    void aGraphThatCannotBeComputedSaysWhy(String name, TestGraph graph, String message) {
        OnnxModel model = OnnxModel.of(graph.output("y").write(folder));
        InputShape shape = InputShape.ofBatch(
                model.inputDims().stream().mapToLong(dim -> Math.max(1, dim)).toArray(), false);

        assertThatThrownBy(() -> model.translated(shape)).as(name).hasMessageContaining(message);
    }

    @Test
    void allOperatorsThatAreNotKnownAreNamed() {
        TestGraph graph = new TestGraph(1, 0, 4)
                .node("Det", "x", "a")
                .node("Neg", "a", "b")
                .node("com.example.Twirl", "x", "c")
                .node("Add", "b c", "y")
                .output("y");

        assertThatThrownBy(() -> OnnxModel.of(graph.write(folder)).translated(SHAPE))
                .hasMessageContaining("Node 'Det0' (Det): the operator is not known here")
                .hasMessageContaining("Node 'com.example.Twirl2' (com.example.Twirl)");
    }

    @Test
    void samplesOfAnotherShapeAreRefused() {
        OnnxModel model = OnnxModel.of(working().write(folder));

        assertThatThrownBy(() -> model.classifier(InputShape.flat(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takes 'x' as [?, 4]");
    }

    @Test
    void damagedFilesNeverDoMoreThanThrow() {
        byte[] whole = new TestGraph(3, 0, 2, 6, 6)
                .weights("w", 3, 2, 3, 3)
                .node("Conv", "x w", "a", ints("pads", 1, 1, 1, 1))
                .node("LeakyRelu", "a", "r", number("alpha", 0.1))
                .node("GlobalAveragePool", "r", "g")
                .node("Flatten", "g", "y")
                .output("y")
                .model()
                .build()
                .toByteArray();
        Random random = new Random(1);
        int used = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = whole.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Path file = TestGraph.write(folder, "damaged.onnx", damaged);
            try {
                OnnxModel.of(file).translated(InputShape.ofBatch(new long[] {1, 2, 6, 6}, false));
                used++;
            } catch (IllegalArgumentException | UntranslatableException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
        assertThat(used).isGreaterThan(100); // a weight that is another one
    }
}
