package org.robustness4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robustness4j.onnx.TestGraph.integer;
import static org.robustness4j.onnx.TestGraph.ints;
import static org.robustness4j.onnx.TestGraph.number;
import static org.robustness4j.onnx.TestGraph.numbers;
import static org.robustness4j.onnx.TestGraph.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.Predictor;
import org.robustness4j.model.internal.compiled.CompiledBackend;
import org.robustness4j.onnx.file.OnnxFile;
import org.robustness4j.onnx.file.OnnxGraph;
import org.robustness4j.onnx.runtime.OnnxRuntime;
import org.robustness4j.onnx.translation.GraphTranslation;
import org.robustness4j.onnx.translation.Head;
import org.robustness4j.onnx.translation.InputDims;
import org.robustness4j.onnx.translation.Operators;

/** Each operator, used in random ways, against ONNX Runtime; and its gradients against differences of its values. */
class OnnxOperatorTests {

    private static final int TIMES = 6;

    @TempDir
    private Path folder;

    /** A way to use an operator. */
    @FunctionalInterface
    interface Making {
        TestGraph graph(long seed, Random random);
    }

    record Case(String name, boolean isSmooth, Making making) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Case of(String name, Making making) {
        return new Case(name, true, making);
    }

    /** The gradient has jumps, so that differences say nothing near them. */
    private static Case jumping(String name, Making making) {
        return new Case(name, false, making);
    }

    private static int pick(Random random, int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    /** Images of random size. */
    private static TestGraph image(long seed, Random random, int channels) {
        return new TestGraph(seed, 0, channels, pick(random, 5, 9), pick(random, 5, 9));
    }

    private static Case function(String type) {
        return of(type, (seed, random) -> image(seed, random, 3).node(type, "x", "y"));
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String type : List.of("Tanh", "Softplus", "Softsign", "Erf", "Exp", "Neg", "Sin", "Cos", "Identity")) {
            cases.add(function(type));
        }
        cases.add(of("Sigmoid", (seed, random) -> image(seed, random, 3)
                .node("Sigmoid", "x", "s")
                .node("Neg", "s", "y"))); // not the probability of a class
        for (String type : List.of(
                "Relu",
                "Abs",
                "HardSigmoid",
                "LeakyRelu",
                "Elu",
                "Selu",
                "Celu",
                "HardSwish",
                "ThresholdedRelu",
                "Shrink")) {
            cases.add(jumping(type, (seed, random) -> image(seed, random, 3).node(type, "x", "y")));
        }
        cases.add(of("Mish", (seed, random) -> image(seed, random, 3).opset(18).node("Mish", "x", "y")));
        cases.add(of("Gelu", (seed, random) -> image(seed, random, 3)
                .opset(20)
                .node("Gelu", "x", "y", text("approximate", random.nextBoolean() ? "tanh" : "none"))));
        for (String type : List.of("Log", "Sqrt", "Reciprocal")) {
            cases.add(of(type, (seed, random) -> image(seed, random, 2)
                    .floats("four", new int[0], 4)
                    .node("Add", "x four", "a")
                    .node(type, "a", "y")));
        }
        cases.add(jumping("LeakyRelu with a steep slope", (seed, random) -> image(seed, random, 3)
                .node("LeakyRelu", "x", "y", number("alpha", random.nextBoolean() ? 1.5 : -0.5))));
        cases.add(jumping(
                "PRelu",
                (seed, random) -> image(seed, random, 3).weights("s", 3, 1, 1).node("PRelu", "x s", "y")));
        cases.add(jumping("Clip", (seed, random) -> image(seed, random, 3)
                .floats("low", new int[0], -0.3f)
                .floats("high", new int[0], 0.4f)
                .node("Clip", random.nextBoolean() ? "x low high" : "x - high", "y")));
        cases.add(jumping("Clip by attributes", (seed, random) -> image(seed, random, 3)
                .opset(8)
                .node("Clip", "x", "y", number("min", 0), number("max", 6))));
        cases.addAll(windows());
        cases.addAll(arithmetic());
        cases.addAll(normalizations());
        cases.addAll(rearrangements());
        cases.addAll(reductions());
        cases.addAll(matrices());
        cases.addAll(learned());
        return cases.stream();
    }

    private static List<Case> windows() {
        return List.of(
                of("Conv", (seed, random) -> {
                    int groups = random.nextInt(3) == 0 ? 2 : 1;
                    int kernel = pick(random, 1, 3);
                    return image(seed, random, 4)
                            .weights("w", 6, 4 / groups, kernel, kernel)
                            .weights("b", 6)
                            .node(
                                    "Conv",
                                    random.nextBoolean() ? "x w b" : "x w",
                                    "y",
                                    integer("group", groups),
                                    ints("pads", random.nextInt(2), 1, random.nextInt(2), 0),
                                    ints("strides", pick(random, 1, 2), pick(random, 1, 2)),
                                    ints("dilations", pick(random, 1, 2), 1));
                }),
                of("Conv with automatic padding", (seed, random) -> image(seed, random, 3)
                        .weights("w", 5, 3, 3, 2)
                        .node(
                                "Conv",
                                "x w",
                                "y",
                                text(
                                        "auto_pad",
                                        List.of("SAME_UPPER", "SAME_LOWER", "VALID")
                                                .get(random.nextInt(3))),
                                ints("strides", pick(random, 1, 2), pick(random, 1, 2)))),
                of("Conv of sequences", (seed, random) -> new TestGraph(seed, 0, 3, pick(random, 6, 12))
                        .weights("w", 4, 3, 3)
                        .node("Conv", "x w", "y", ints("pads", 1, 1), ints("strides", 2))),
                of("Conv of depth", (seed, random) -> image(seed, random, 3)
                        .weights("w", 6, 1, 3, 3)
                        .node("Conv", "x w", "y", integer("group", 3))),
                of("ConvTranspose", (seed, random) -> image(seed, random, 3)
                        .weights("w", 3, 4, 3, 3)
                        .weights("b", 4)
                        .node(
                                "ConvTranspose",
                                "x w b",
                                "y",
                                ints("strides", 2, 2),
                                ints("pads", 1, 0, random.nextInt(2), 1),
                                ints("output_padding", random.nextInt(2), 0))),
                jumping("MaxPool", (seed, random) -> image(seed, random, 3)
                        .node(
                                "MaxPool",
                                "x",
                                "y",
                                ints("kernel_shape", pick(random, 2, 3), pick(random, 2, 3)),
                                ints("strides", pick(random, 1, 2), 2),
                                ints("pads", random.nextInt(2), 0, 1, random.nextInt(2)),
                                integer("ceil_mode", random.nextInt(2)))),
                jumping("MaxPool with dilations", (seed, random) -> image(seed, random, 3)
                        .node("MaxPool", "x", "y", ints("kernel_shape", 2, 2), ints("dilations", 2, 2))),
                jumping("MaxPool with automatic padding", (seed, random) -> image(seed, random, 3)
                        .node(
                                "MaxPool",
                                "x",
                                "y",
                                ints("kernel_shape", 3, 2),
                                ints("strides", 2, 2),
                                text("auto_pad", random.nextBoolean() ? "SAME_UPPER" : "SAME_LOWER"))),
                of("AveragePool", (seed, random) -> image(seed, random, 3)
                        .node(
                                "AveragePool",
                                "x",
                                "y",
                                ints("kernel_shape", 3, pick(random, 2, 3)),
                                ints("strides", pick(random, 1, 2), 2),
                                ints("pads", random.nextInt(2), 0, 1, random.nextInt(2)),
                                integer("count_include_pad", random.nextInt(2)))),
                of("GlobalAveragePool", (seed, random) -> image(seed, random, 4).node("GlobalAveragePool", "x", "y")),
                jumping("GlobalMaxPool", (seed, random) -> image(seed, random, 4)
                        .node("GlobalMaxPool", "x", "y")));
    }

    private static List<Case> arithmetic() {
        List<Case> cases = new ArrayList<>();
        for (String type : List.of("Add", "Sub", "Mul", "Div")) {
            cases.add(of(type + " with a constant", (seed, random) -> {
                int[][] dims = {{}, {1}, {3, 1, 1}, {1, 3, 1, 1}, {7}, {6, 1}, {3, 6, 7}, {1, 3, 6, 7}};
                return new TestGraph(seed, 0, 3, 6, 7)
                        .positive("c", dims[random.nextInt(dims.length)])
                        .node(type, type.equals("Div") || random.nextBoolean() ? "x c" : "c x", "y");
            }));
            cases.add(of(type + " of two", (seed, random) -> new TestGraph(seed, 0, 3, 6, 7)
                    .node("Sigmoid", "x", "s")
                    .node(type, "x s", "y")));
            cases.add(of(type + " of two that are stretched", (seed, random) -> new TestGraph(seed, 0, 3, 6, 7)
                    .node("GlobalAveragePool", "x", "g")
                    .node("Sigmoid", "g", "s")
                    .node(type, "x s", "y")));
        }
        cases.add(of("Div by what is computed", (seed, random) -> new TestGraph(seed, 0, 3, 4, 4)
                .floats("c", new int[0], 2)
                .node("Sigmoid", "x", "s")
                .node("Div", "c s", "y")));
        cases.add(of("Pow", (seed, random) -> new TestGraph(seed, 0, 3, 4, 4)
                .floats("c", new int[0], pick(random, 1, 3))
                .node("Pow", "x c", "y")));
        for (String type : List.of("Max", "Min")) {
            cases.add(jumping(type, (seed, random) -> new TestGraph(seed, 0, 3, 6, 7)
                    .floats("c", new int[0], 0.2f)
                    .weights("d", 3, 1, 1)
                    .node("Sigmoid", "x", "s")
                    .node(type, List.of("x c", "x s", "x d", "x s c", "d x s").get(random.nextInt(5)), "y")));
        }
        cases.add(of("Sum", (seed, random) -> new TestGraph(seed, 0, 3, 6, 7)
                .weights("c", 3, 1, 1)
                .node("Sigmoid", "x", "s")
                .node("Sum", random.nextBoolean() ? "x s c" : "x", "y")));
        cases.add(of("Mean", (seed, random) -> new TestGraph(seed, 0, 3, 6, 7)
                .node("Sigmoid", "x", "s")
                .node("Mean", "x s x", "y")));
        cases.add(of("Where", (seed, random) -> new TestGraph(seed, 0, 3, 6, 7)
                .weights("w", 3, 6, 7)
                .floats("zero", new int[0], 0)
                .floats("c", new int[0], -3)
                .node("Greater", "w zero", "m")
                .node("Sigmoid", "x", "s")
                .node("Where", random.nextBoolean() ? "m x s" : "m c x", "y")));
        return cases;
    }

    private static List<Case> normalizations() {
        return List.of(
                of("BatchNormalization", (seed, random) -> image(seed, random, 4)
                        .weights("s", 4)
                        .weights("b", 4)
                        .weights("m", 4)
                        .positive("v", 4)
                        .node("BatchNormalization", "x s b m v", "y", number("epsilon", 1e-3))),
                of("BatchNormalization of features", (seed, random) -> new TestGraph(seed, 0, 6)
                        .weights("s", 6)
                        .weights("b", 6)
                        .weights("m", 6)
                        .positive("v", 6)
                        .node("BatchNormalization", "x s b m v", "y")),
                of("InstanceNormalization", (seed, random) -> image(seed, random, 4)
                        .weights("s", 4)
                        .weights("b", 4)
                        .node("InstanceNormalization", "x s b", "y", number("epsilon", 0.01))),
                of("LayerNormalization", (seed, random) -> new TestGraph(seed, 0, 3, 5, 6)
                        .weights("s", 5, 6)
                        .weights("b", 5, 6)
                        .node("LayerNormalization", random.nextBoolean() ? "x s b" : "x s", "y", integer("axis", 2))),
                of("LayerNormalization of the last axis", (seed, random) -> new TestGraph(seed, 0, 5, 6)
                        .weights("s", 6)
                        .weights("b", 6)
                        .node("LayerNormalization", "x s b", "y", number("epsilon", 0.1))),
                of("GroupNormalization", (seed, random) -> image(seed, random, 6)
                        .opset(21)
                        .weights("s", 6)
                        .weights("b", 6)
                        .node("GroupNormalization", "x s b", "y", integer("num_groups", 3))),
                of("LRN", (seed, random) -> image(seed, random, 6)
                        .node(
                                "LRN",
                                "x",
                                "y",
                                integer("size", 3),
                                number("alpha", 0.5),
                                number("beta", 0.6),
                                number("bias", 1.5))),
                of("LpNormalization", (seed, random) -> image(seed, random, 4)
                        .node("LpNormalization", "x", "y", integer("axis", pick(random, 1, 3)), integer("p", 2))),
                jumping("LpNormalization by L1", (seed, random) -> image(seed, random, 4)
                        .node("LpNormalization", "x", "y", integer("axis", pick(random, 1, 3)), integer("p", 1))),
                of("GroupNormalization of before", (seed, random) -> image(seed, random, 6)
                        .opset(18)
                        .weights("s", 3)
                        .weights("b", 3)
                        .node("GroupNormalization", "x s b", "y", integer("num_groups", 3))),
                of("Softmax", (seed, random) -> image(seed, random, 4)
                        .node("Softmax", "x", "s", integer("axis", pick(random, 1, 3)))
                        .node("Exp", "s", "y")),
                of("Softmax of before", (seed, random) -> image(seed, random, 4)
                        .opset(11)
                        .node("Softmax", "x", "s", integer("axis", pick(random, 1, 3)))
                        .node("Exp", "s", "y")),
                of("LogSoftmax", (seed, random) -> image(seed, random, 4)
                        .node("LogSoftmax", "x", "s", integer("axis", pick(random, 1, 3)))
                        .node("Exp", "s", "y")));
    }

    private static List<Case> rearrangements() {
        return List.of(
                of("Reshape", (seed, random) -> new TestGraph(seed, 0, 4, 6, 5)
                        .longs(
                                "s",
                                List.of(new long[] {0, -1}, new long[] {0, 2, -1, 5}, new long[] {-1, 120}, new long[] {
                                            0, 0, 30
                                        })
                                        .get(random.nextInt(4)))
                        .node("Reshape", "x s", "r")
                        .node("Tanh", "r", "y")),
                of("Reshape by what is known of the samples", (seed, random) -> new TestGraph(seed, 0, 4, 6, 5)
                        .longs("zero", 0)
                        .longs("rest", -1)
                        .longs("axes", 0)
                        .node("Shape", "x", "shape")
                        .node("Gather", "shape zero", "n", integer("axis", 0))
                        .node("Concat", "n rest", "s", integer("axis", 0))
                        .node("Reshape", "x s", "y")),
                of("Flatten", (seed, random) -> image(seed, random, 3).node("Flatten", "x", "y", integer("axis", 1))),
                of("Flatten from behind", (seed, random) -> image(seed, random, 3)
                        .node("Flatten", "x", "y", integer("axis", -3))),
                of("Squeeze and Unsqueeze", (seed, random) -> new TestGraph(seed, 0, 1, 6, 5)
                        .longs("one", 1)
                        .longs("two", -1)
                        .node("Squeeze", "x one", "s")
                        .node("Tanh", "s", "t")
                        .node("Unsqueeze", "t two", "y")),
                of("Transpose", (seed, random) -> image(seed, random, 3)
                        .node(
                                "Transpose",
                                "x",
                                "t",
                                random.nextBoolean() ? ints("perm", 0, 2, 3, 1) : ints("perm", 0, 3, 1, 2))
                        .node("Tanh", "t", "y")),
                of("Concat", (seed, random) -> image(seed, random, 3)
                        .node("Sigmoid", "x", "s")
                        .node("Tanh", "x", "t")
                        .node("Concat", "s x t", "y", integer("axis", pick(random, 1, 3)))),
                of("Split", (seed, random) -> new TestGraph(seed, 0, 6, 6, 6)
                        .longs("l", 1, 3, 2)
                        .node("Split", "x l", "a b c", integer("axis", pick(random, 1, 3)))
                        .node("Exp", "b", "y")),
                of("Split in equal parts", (seed, random) -> new TestGraph(seed, 0, 6, 6, 6)
                        .opset(11)
                        .node("Split", "x", "a b", integer("axis", pick(random, 1, 3)))
                        .node("Mul", "a b", "y")),
                of("Slice", (seed, random) -> new TestGraph(seed, 0, 3, 8, 9)
                        .longs("from", 1, random.nextBoolean() ? -6 : 2)
                        .longs("to", 7, random.nextBoolean() ? -1 : 1000)
                        .longs("axes", 2, 3)
                        .longs("steps", 2, 1)
                        .node("Slice", "x from to axes steps", "y")),
                of("Slice backwards", (seed, random) -> new TestGraph(seed, 0, 3, 8, 9)
                        .longs("from", -1)
                        .longs("to", random.nextBoolean() ? -1000 : 1)
                        .longs("axes", 3)
                        .longs("steps", -pick(random, 1, 3))
                        .node("Slice", "x from to axes steps", "y")),
                of("Gather", (seed, random) -> new TestGraph(seed, 0, 5, 6, 7)
                        .longs("i", 4, 0, -2, 0)
                        .node("Gather", "x i", "y", integer("axis", pick(random, 1, 3)))),
                of("Expand", (seed, random) -> new TestGraph(seed, 0, 3, 1, 1)
                        .longs("s", 1, 3, 4, 5)
                        .node("Expand", "x s", "y")),
                of("Pad", (seed, random) -> image(seed, random, 3)
                        .longs("p", 0, random.nextInt(2), 1, 2, 0, 0, random.nextInt(3), 1)
                        .floats("v", new int[0], random.nextBoolean() ? 0 : 0.7f)
                        .node("Pad", random.nextBoolean() ? "x p v" : "x p", "y")),
                jumping("Pad with a large value", (seed, random) -> image(seed, random, 3)
                        .longs("p", 0, 0, 1, 1, 0, 0, 1, 1)
                        .floats("v", new int[0], -3e38f)
                        .node("Pad", "x p v", "q")
                        .node("MaxPool", "q", "y", ints("kernel_shape", 3, 3))),
                of("Pad by what is there", (seed, random) -> image(seed, random, 3)
                        .longs("p", 0, 0, 1, 2, 0, 0, 2, 1)
                        .node("Pad", "x p", "y", text("mode", random.nextBoolean() ? "edge" : "reflect"))),
                of("DepthToSpace", (seed, random) -> new TestGraph(seed, 0, 8, 3, 4)
                        .node(
                                "DepthToSpace",
                                "x",
                                "y",
                                integer("blocksize", 2),
                                text("mode", random.nextBoolean() ? "DCR" : "CRD"))),
                of("SpaceToDepth", (seed, random) -> new TestGraph(seed, 0, 2, 4, 6)
                        .node("SpaceToDepth", "x", "y", integer("blocksize", 2))),
                of("channels shuffled", (seed, random) -> new TestGraph(seed, 0, 6, 4, 4)
                        .longs("a", 0, 2, 3, 4, 4)
                        .longs("b", 0, 6, 4, 4)
                        .node("Reshape", "x a", "r")
                        .node("Transpose", "r", "t", ints("perm", 0, 2, 1, 3, 4))
                        .node("Reshape", "t b", "y")),
                of("Dropout", (seed, random) -> image(seed, random, 3).node("Dropout", "x", "y")),
                of("Cast", (seed, random) -> image(seed, random, 3).node("Cast", "x", "y", integer("to", 1))));
    }

    private static List<Case> reductions() {
        List<Case> cases = new ArrayList<>();
        for (String type : List.of(
                "ReduceMean",
                "ReduceProd",
                "ReduceSumSquare",
                "ReduceLogSumExp",
                "ReduceL2",
                "ReduceMax",
                "ReduceMin",
                "ReduceL1")) {
            boolean isSmooth = !List.of("ReduceMax", "ReduceMin", "ReduceL1").contains(type);
            Making making = (seed, random) -> new TestGraph(seed, 0, 4, 3, 5)
                    .node(
                            type,
                            "x",
                            "y",
                            List.of(ints("axes", 2, 3), ints("axes", 1), ints("axes", -1), ints("axes", 1, 3))
                                    .get(random.nextInt(4)),
                            integer("keepdims", random.nextInt(2)));
            cases.add(isSmooth ? of(type, making) : jumping(type, making));
        }
        cases.add(of("ReduceSum", (seed, random) -> new TestGraph(seed, 0, 4, 3, 5)
                .longs(
                        "a",
                        List.of(new long[] {2, 3}, new long[] {1}, new long[] {-1})
                                .get(random.nextInt(3)))
                .node("ReduceSum", "x a", "y", integer("keepdims", random.nextInt(2)))));
        return cases;
    }

    private static List<Case> matrices() {
        return List.of(
                of("Gemm", (seed, random) -> {
                    boolean isTransposed = random.nextBoolean();
                    return new TestGraph(seed, 0, 7)
                            .weights("w", isTransposed ? 5 : 7, isTransposed ? 7 : 5)
                            .weights("b", 5)
                            .weights("c", 1, 5)
                            .node(
                                    "Gemm",
                                    List.of("x w b", "x w c", "x w").get(random.nextInt(3)),
                                    "y",
                                    integer("transB", isTransposed ? 1 : 0),
                                    number("alpha", random.nextBoolean() ? 1 : 0.5),
                                    number("beta", random.nextBoolean() ? 1 : 2));
                }),
                of("MatMul", (seed, random) -> new TestGraph(seed, 0, 7)
                        .weights("w", 7, 5)
                        .node("MatMul", "x w", "y")),
                of("MatMul of two", (seed, random) -> new TestGraph(seed, 0, 3, 4, 7)
                        .node("Tanh", "x", "a")
                        .node("Transpose", "a", "b", ints("perm", 0, 1, 3, 2))
                        .node("MatMul", random.nextBoolean() ? "x b" : "b x", "y")),
                of("MatMul of two that are stretched", (seed, random) -> new TestGraph(seed, 0, 3, 4, 7)
                        .longs("i", 1)
                        .node("Gather", "x i", "g", integer("axis", 1))
                        .node("Transpose", "g", "b", ints("perm", 0, 1, 3, 2))
                        .node("MatMul", "x b", "y")),
                of("MatMul with a constant in front", (seed, random) -> new TestGraph(seed, 0, 3, 4, 7)
                        .weights("w", random.nextBoolean() ? new int[] {5, 4} : new int[] {3, 5, 4})
                        .node("MatMul", "w x", "y")),
                of("MatMul with several constants", (seed, random) -> new TestGraph(seed, 0, 3, 4, 7)
                        .weights("w", 3, 7, 2)
                        .node("MatMul", "x w", "y")),
                attention(),
                of("MatMul at each position", (seed, random) -> new TestGraph(seed, 0, 3, 4, 7)
                        .weights("w", 7, 5)
                        .node("MatMul", "x w", "y")));
    }

    /** As vision transformers are exported: a token of its own in front, layer normalisation, heads, a softmax. */
    private static Case attention() {
        return of("MatMul of attention", (seed, random) -> new TestGraph(seed, 1, 3, 8, 8)
                .weights("patches", 6, 3, 4, 4)
                .weights("token", 1, 1, 6)
                .weights("places", 1, 5, 6)
                .weights("g", 6)
                .weights("h", 6)
                .weights("q", 6, 6)
                .weights("k", 6, 6)
                .weights("v", 6, 6)
                .weights("out", 6, 4)
                .longs("flat", 0, 6, 4)
                .longs("heads", 0, 5, 2, 3)
                .longs("whole", 0, 5, 6)
                .longs("zero", 0)
                .floats("root", new int[0], 1.7320508f)
                .node("Conv", "x patches", "p", ints("strides", 4, 4))
                .node("Reshape", "p flat", "pf")
                .node("Transpose", "pf", "pt", ints("perm", 0, 2, 1))
                .node("Concat", "token pt", "tokens", integer("axis", 1))
                .node("Add", "tokens places", "e")
                .node("LayerNormalization", "e g h", "n")
                .node("MatMul", "n q", "q0")
                .node("MatMul", "n k", "k0")
                .node("MatMul", "n v", "v0")
                .node("Reshape", "q0 heads", "q1")
                .node("Reshape", "k0 heads", "k1")
                .node("Reshape", "v0 heads", "v1")
                .node("Transpose", "q1", "q2", ints("perm", 0, 2, 1, 3))
                .node("Transpose", "k1", "k2", ints("perm", 0, 2, 3, 1))
                .node("Transpose", "v1", "v2", ints("perm", 0, 2, 1, 3))
                .node("MatMul", "q2 k2", "s")
                .node("Div", "s root", "t")
                .node("Softmax", "t", "w", integer("axis", -1))
                .node("MatMul", "w v2", "o")
                .node("Transpose", "o", "o1", ints("perm", 0, 2, 1, 3))
                .node("Reshape", "o1 whole", "o2")
                .node("Add", "o2 e", "r")
                .node("Gather", "r zero", "c", integer("axis", 1))
                .node("Flatten", "c", "f")
                .node("MatMul", "f out", "y"));
    }

    private static List<Case> learned() {
        String ml = "ai.onnx.ml.";
        return List.of(
                of(ml + "Scaler", (seed, random) -> new TestGraph(seed, 0, 4)
                        .node(
                                ml + "Scaler",
                                "x",
                                "y",
                                numbers("offset", 0.1f, -2, 3, 0.5f),
                                numbers("scale", 2, 1, 0.5f, -1))),
                of(ml + "Scaler with one number for all", (seed, random) -> new TestGraph(seed, 0, 4)
                        .node(ml + "Scaler", "x", "y", numbers("offset", 0.1f), numbers("scale", -3))),
                of(ml + "Normalizer", (seed, random) -> new TestGraph(seed, 0, 5)
                        .node(ml + "Normalizer", "x", "y", text("norm", "L2"))),
                jumping(ml + "Normalizer by L1", (seed, random) -> new TestGraph(seed, 0, 5)
                        .node(ml + "Normalizer", "x", "y", text("norm", "L1"))),
                jumping(ml + "Normalizer by the largest", (seed, random) -> new TestGraph(seed, 0, 5)
                        .node(ml + "Normalizer", "x", "y")),
                of(ml + "LinearClassifier", (seed, random) -> new TestGraph(seed, 0, 4)
                        .node(
                                ml + "LinearClassifier",
                                "x",
                                "label y",
                                numbers("coefficients", 1, 2, -1, 0.5f, -2, 1, 0.3f, 0.2f, 0.1f, -1, 2, 1),
                                numbers("intercepts", 0.1f, 0.2f, -0.3f),
                                ints("classlabels_ints", 0, 1, 2),
                                text(
                                        "post_transform",
                                        List.of("NONE", "SOFTMAX", "LOGISTIC").get(random.nextInt(3))))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valuesAreThoseOfOnnxRuntime(Case used) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            Random random = new Random(100 + i);
            Path file = used.making()
                    .graph(i, random)
                    .node("Flatten", "y", "scores", integer("axis", 1))
                    .output("scores")
                    .write(folder);
            OnnxGraph graph = new OnnxFile(file).read();
            Head head = Head.of(graph);
            int[] sample = graph.inputs().get(0).dims().stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            sample[0] = 1;
            InputDims dims = new InputDims(sample, graph.inputs().get(0).dims().get(0));
            DifferentiableClassifier compiled =
                    new CompiledBackend().compile(GraphTranslation.network(graph, head, sample));
            Predictor own = OnnxRuntime.predictor(file, graph, head, dims).orElseThrow();
            float[] values = new float[3 * dims.features()];
            for (int j = 0; j < values.length; j++) {
                values[j] = (float) random.nextGaussian();
            }
            Matrix batch = new Matrix(3, dims.features(), values);

            Matrix actual = compiled.logits(batch);
            Matrix expected = own.scores(batch);

            assertThat(actual.columns()).isEqualTo(expected.columns());
            for (int row = 0; row < 3; row++) {
                assertNear(head.scores(actual.row(row)), expected.row(row), used + " " + i);
            }
            if (used.isSmooth()) {
                assertGradients(compiled, batch, random, used + " " + i);
            }
        }
    }

    private static void assertNear(float[] actual, float[] expected, String what) {
        double size = 1e-3;
        for (float value : expected) {
            size = Math.max(size, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i]))
                    .as(what + " value " + i)
                    .isLessThanOrEqualTo((float) (1e-4 * size));
        }
    }

    /** Along random directions, by differences of four values, whose rounding and higher orders are far below 1 %. */
    private static void assertGradients(DifferentiableClassifier compiled, Matrix batch, Random random, String what) {
        float[] along = new float[batch.values().length];
        for (int i = 0; i < along.length; i++) {
            along[i] = (float) random.nextGaussian() / (float) Math.sqrt(batch.columns());
        }
        float[] upstream = new float[batch.rows() * compiled.classes()];
        for (int i = 0; i < upstream.length; i++) {
            upstream[i] = (float) random.nextGaussian();
        }
        Matrix gradients;
        try (ForwardPass pass = compiled.forward(batch)) {
            gradients = pass.backward(new Matrix(batch.rows(), compiled.classes(), upstream));
        }
        float step = 0.02f;
        for (int row = 0; row < batch.rows(); row++) {
            double slope = 0;
            double size = 0;
            for (int j = 0; j < batch.columns(); j++) {
                double part = (double) gradients.get(row, j) * along[row * batch.columns() + j];
                slope += part;
                size += Math.abs(part);
            }
            double near = difference(compiled, batch, along, upstream, row, step);
            double far = difference(compiled, batch, along, upstream, row, 2 * step);
            double expected = (4 * near - far) / 3;
            assertThat(Math.abs(slope - expected))
                    .as(what + " gradient of row " + row)
                    .isLessThanOrEqualTo(0.01 * size + 1e-3);
        }
    }

    private static double difference(
            DifferentiableClassifier compiled, Matrix batch, float[] along, float[] upstream, int row, float step) {
        return (moved(compiled, batch, along, upstream, row, step)
                        - moved(compiled, batch, along, upstream, row, -step))
                / (2.0 * step);
    }

    private static double moved(
            DifferentiableClassifier compiled, Matrix batch, float[] along, float[] upstream, int row, float step) {
        float[] values = batch.row(row).clone();
        for (int j = 0; j < values.length; j++) {
            values[j] += step * along[row * batch.columns() + j];
        }
        float[] logits = compiled.logits(new Matrix(1, values.length, values)).row(0);
        double sum = 0;
        for (int k = 0; k < logits.length; k++) {
            sum += (double) logits[k] * upstream[row * logits.length + k];
        }
        return sum;
    }

    @Test
    void everyOperatorIsTried() {
        TreeSet<String> untried = new TreeSet<>(Operators.names());
        cases().forEach(used -> {
            untried.removeIf(type -> used.name().equals(type) || used.name().startsWith(type + " "));
        });

        // tried beside another one; newer than the runtime; and what scikit-learn's pipelines end and begin with
        assertThat(untried).containsExactly("Swish", "Unsqueeze", "ai.onnx.ml.FeatureVectorizer", "ai.onnx.ml.ZipMap");
    }
}
