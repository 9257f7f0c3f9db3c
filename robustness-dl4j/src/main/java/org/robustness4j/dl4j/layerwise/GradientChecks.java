package org.robustness4j.dl4j.layerwise;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.data.BatchArrays;
import org.robustness4j.dl4j.network.Ancestors;
import org.robustness4j.dl4j.network.CustomClasses;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.network.ProbeInputs;

/**
 * Compares the backward passes of a graph's vertices with differences of their forward passes, in float64, before anyone
 * follows them: one vertex of each kind, the smallest, with its own weights, and then the graph as a whole. Several of
 * DL4J's layers have a backward pass that is wrong, and a user's may.
 *
 * <p>A vertex is tried at what it is given for an input without a pattern, of one sample and of several, and at random
 * values of the same size: behind a ReLU, say, what is negative would not be seen.
 *
 * @param graph ends in logits
 * @param shape of one sample
 */
record GradientChecks(LogitsGraph graph, InputShape shape) {

    private static final int SEVERAL = 3;
    private static final int[] SAMPLES = {1, SEVERAL};

    /** How large random inputs are, in the size of what a vertex is given: some errors show in large ones alone. */
    private static final double[] ELSEWHERE = {2, 100};

    /** The first wrong or missing backward pass, as a clause that names the layer. */
    Optional<String> wrong() {
        @Nullable Run inFloat64 = inFloat64();
        return (inFloat64 == null ? new Run(graph.copy(), shape, Precision.FLOAT) : inFloat64).wrong();
    }

    /** Null if a part of the network does not run in float64. */
    private @Nullable Run inFloat64() {
        try {
            Run run = new Run(graph.as(Precision.DOUBLE.type()), shape, Precision.DOUBLE);
            run.pass(1).close();
            return run;
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** The checks of a copy of the graph, which are free to leave anything in it. */
    private record Run(LogitsGraph copy, InputShape shape, Precision precision) {

        Optional<String> wrong() {
            Collection<GraphVertex> all = vertices();
            Optional<String> wrong = firstWrong(oneOfEachKind(all));
            if (wrong.isEmpty()) {
                Optional<String> together = together();
                return together.isEmpty() ? together : firstWrong(all).or(() -> together);
            }
            return wrong;
        }

        /** At an input without a pattern; where the network takes none of those, at zero. */
        GraphPass pass(int samples) {
            try {
                return pass(ProbeInputs.of(samples, shape));
            } catch (RuntimeException e) {
                return pass(ProbeInputs.zeros(samples, shape));
            }
        }

        private GraphPass pass(Matrix batch) {
            BatchArrays batches = new BatchArrays(shape, precision.type());
            return new GraphPass(copy.graph(), batches.toArray(batch), batches.mask(batch));
        }

        /** What lies between the input and the output. */
        private Collection<GraphVertex> vertices() {
            ComputationGraph network = copy.graph();
            Set<String> needed = Ancestors.ofTheOutput(network);
            Set<GraphVertex> between = new LinkedHashSet<>();
            for (int index : network.topologicalSortOrder()) {
                GraphVertex vertex = network.getVertices()[index];
                if (!vertex.isInputVertex() && needed.contains(vertex.getVertexName())) {
                    between.add(vertex);
                }
            }
            return between;
        }

        private Collection<GraphVertex> oneOfEachKind(Collection<GraphVertex> all) {
            try (GraphPass pass = pass(1)) {
                Map<VertexKind, GraphVertex> smallest = new HashMap<>();
                for (GraphVertex vertex : all) {
                    Object configuration = Objects.requireNonNull(
                            copy.graph().getConfiguration().getVertices().get(vertex.getVertexName()));
                    VertexKind kind = VertexKind.of(vertex, configuration, pass.inputs(vertex));
                    smallest.merge(kind, vertex, (one, other) -> size(pass, other) < size(pass, one) ? other : one);
                }
                return all.stream().filter(smallest::containsValue).toList();
            }
        }

        private static long size(GraphPass pass, GraphVertex vertex) {
            return Arrays.stream(pass.inputs(vertex))
                    .mapToLong(INDArray::length)
                    .sum();
        }

        private Optional<String> firstWrong(Collection<GraphVertex> vertices) {
            Map<GraphVertex, Boolean> seen = new HashMap<>();
            for (int samples : SAMPLES) {
                try (GraphPass pass = pass(samples)) {
                    for (GraphVertex vertex : vertices) {
                        GradientComparison comparison = comparison(pass, vertex);
                        Optional<String> wrong = wrong(comparison, pass, vertex, samples == SEVERAL);
                        if (wrong.isPresent()) {
                            return wrong;
                        }
                        seen.merge(vertex, comparison.hasSeenSomething(), Boolean::logicalOr);
                        if (samples == SEVERAL && !Objects.requireNonNull(seen.get(vertex))) {
                            return Optional.of(pass.name(vertex)
                                    + " has a backward pass that cannot be checked: nowhere are its outputs finite and without"
                                    + " a kink");
                        }
                    }
                }
            }
            return Optional.empty();
        }

        private GradientComparison comparison(GraphPass pass, GraphVertex vertex) {
            return new GradientComparison(
                    new GradientComparison.Function() {
                        @Override
                        public INDArray forward(INDArray[] inputs) {
                            pass.setMasks();
                            return pass.forward(vertex, inputs);
                        }

                        @Override
                        public INDArray[] backward(INDArray[] inputs, INDArray gradient) {
                            return pass.backward(vertex, inputs, gradient);
                        }
                    },
                    precision.type(),
                    precision);
        }

        private Optional<String> wrong(
                GradientComparison comparison, GraphPass pass, GraphVertex vertex, boolean elsewhereToo) {
            try {
                return comparison
                        .at(pass.inputs(vertex))
                        .or(() -> elsewhereToo ? elsewhere(comparison, pass, vertex) : Optional.empty())
                        .map(difference -> pass.name(vertex) + " has a backward pass" + (isOfDl4j() ? " in DL4J" : "")
                                + " that is wrong: " + difference);
            } catch (NoInputGradientException e) {
                return Optional.of(e.reason());
            }
        }

        private Optional<String> elsewhere(GradientComparison comparison, GraphPass pass, GraphVertex vertex) {
            for (double factor : ELSEWHERE) {
                INDArray[] inputs = noise(pass.inputs(vertex), factor);
                try {
                    pass.forward(vertex, inputs);
                } catch (RuntimeException e) {
                    continue; // it does not take any values
                }
                Optional<String> wrong = comparison.at(inputs);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
            return Optional.empty();
        }

        private INDArray[] noise(INDArray[] activations, double factor) {
            SplittableRandom random = new SplittableRandom(5);
            INDArray[] noise = new INDArray[activations.length];
            for (int i = 0; i < noise.length; i++) {
                double size = factor * GradientComparison.size(activations[i]);
                double[] values =
                        random.doubles(activations[i].length(), -size, size).toArray();
                noise[i] = Nd4j.createFromArray(values).castTo(precision.type()).reshape('c', activations[i].shape());
            }
            return noise;
        }

        /** Or else something of the user's may be to blame, such as an activation inside of the layer. */
        private boolean isOfDl4j() {
            return new CustomClasses(copy.graph(), null).classes().isEmpty();
        }

        /** The whole way from the output to the input. */
        private Optional<String> together() {
            try (GraphPass probe = pass(SEVERAL);
                    WholeGraph whole = new WholeGraph(copy.graph(), probe.mask())) {
                return new GradientComparison(
                                whole, precision.type(), probe.isAllOf(precision.type()) ? precision : Precision.FLOAT)
                        .at(new INDArray[] {probe.input()})
                        .map(difference -> "its backward pass is wrong as a whole: " + difference);
            } catch (NoInputGradientException e) {
                return Optional.of(e.reason());
            }
        }
    }

    /** A graph as one function of its input. */
    private static final class WholeGraph implements GradientComparison.Function, AutoCloseable {

        private final ComputationGraph graph;
        private final @Nullable INDArray mask;
        private @Nullable GraphPass last;

        private WholeGraph(ComputationGraph graph, @Nullable INDArray mask) {
            this.graph = graph;
            this.mask = mask;
        }

        @Override
        public INDArray forward(INDArray[] inputs) {
            last = new GraphPass(graph, inputs[0], mask);
            return last.output();
        }

        @Override
        public INDArray[] backward(INDArray[] inputs, INDArray gradient) {
            return new INDArray[] {Objects.requireNonNull(last).backward(gradient)};
        }

        @Override
        public void close() {
            if (last != null) {
                last.close();
            }
        }
    }
}
