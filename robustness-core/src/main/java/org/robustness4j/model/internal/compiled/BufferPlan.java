package org.robustness4j.model.internal.compiled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Concatenation;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.Dense;

/**
 * Where the values and gradients of a network lie. Values stay from the forward pass to the backward one; gradients
 * share rows. What is only put beside others, or handed on, is not copied: the values of a concatenation are those of its
 * inputs, whose gradients are parts of its own, and the inputs of a sum share its gradient.
 */
final class BufferPlan {

    private final Network network;
    private final Readers readers;
    private final FusedRectifiers rectifiers;
    private final GradientBuffers gradients = new GradientBuffers();
    /** For each node its gradient. */
    private final GradientBuffers.Part[] own;
    /** For each node the gradients that its readers give, where there are several. */
    private final List<List<GradientBuffers.Part>> branches = new ArrayList<>();

    private final Steps steps;

    BufferPlan(Network network) {
        this.network = network;
        this.readers = Readers.of(network);
        this.rectifiers = new FusedRectifiers(network, readers);
        int nodes = network.nodes().size();
        this.steps = Steps.of(readers, nodes);
        this.own = new GradientBuffers.Part[nodes];
        branches.addAll(Collections.nCopies(nodes, List.of()));
        for (int i = nodes - 1; i >= 0; i--) { // a gradient may lie in that of a later node
            List<GradientBuffers.Part> given = given(i);
            branches.set(i, isShared(i) ? given : List.of());
            own[i] = isShared(i) ? sum(i, given) : given.get(0);
        }
        gradients.distribute();
    }

    /**
     * The numbers of steps, in the order of the forward pass.
     *
     * @param computing for each node the step that computes it
     * @param gathering for each node the step that gathers the gradients of its readers
     * @param last behind all
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
    private record Steps(int[] computing, int[] gathering, int last) {

        static Steps of(Readers readers, int nodes) {
            int[] computing = new int[nodes];
            int[] gathering = new int[nodes];
            int steps = 0;
            for (int i = 0; i < nodes; i++) {
                computing[i] = i == 0 ? 0 : ++steps;
                gathering[i] = readers.isShared(i) ? ++steps : computing[i];
            }
            return new Steps(computing, gathering, steps + 1);
        }
    }

    /** The gradient of a node that each of its readers gives; where nobody reads it, the one that comes from outside. */
    private List<GradientBuffers.Part> given(int node) {
        List<GradientBuffers.Part> given = new ArrayList<>();
        if (readers.of(node).isEmpty()) {
            given.add(gradients.add(network.nodes().get(node).shape(), steps.computing()[node], steps.last()));
        }
        int before = -1;
        int occurrence = 0;
        for (int reader : readers.of(node)) {
            occurrence = reader == before ? occurrence + 1 : 0;
            before = reader;
            given.add(given(node, reader, occurrence));
        }
        return given;
    }

    private GradientBuffers.Part given(int node, int reader, int occurrence) {
        int first = steps.gathering()[node];
        FeatureShape shape = network.nodes().get(node).shape();
        if (network.nodes().get(reader).operation() instanceof Concatenation) {
            return gradients.part(own[reader], rowsBefore(node, reader, occurrence), shape, first);
        }
        boolean sharesASum = handsOn(reader) && (isShared(node) || leavesItsGradient(node));
        if (sharesASum || overwritten(reader) == node) {
            return gradients.part(own[reader], 0, shape, first);
        }
        return gradients.add(shape, first, steps.computing()[reader]);
    }

    /**
     * Where the sum of what the readers give goes: where a reader that is a sum hands on its gradient, if this node is its
     * earliest input, so that all others are through with it.
     */
    private GradientBuffers.Part sum(int node, List<GradientBuffers.Part> given) {
        FeatureShape shape = network.nodes().get(node).shape();
        for (int i = 0; i < 2; i++) { // of more, the first two are added first
            int reader = readers.of(node).get(i);
            boolean isFirst = network.nodes().get(reader).inputs().stream().allMatch(input -> input >= node);
            GradientBuffers.Part part = given.get(i);
            boolean isAlone = given.stream()
                            .filter(other -> other.number() == part.number())
                            .count()
                    == 1;
            if (handsOn(reader) && isFirst && isAlone) {
                return gradients.part(part, 0, shape, steps.computing()[node]);
            }
        }
        return gradients.add(shape, steps.computing()[node], steps.gathering()[node]);
    }

    /** Whether the gradient of a node is that of each of its inputs. */
    private boolean handsOn(int node) {
        return network.nodes().get(node).operation() instanceof Operation.Combination sum
                && sum.kind() == Operation.Merge.ADD;
    }

    /** Whether the gradient of a node is still there when its step has been taken back. */
    private boolean leavesItsGradient(int node) {
        Operation operation = network.nodes().get(node).operation();
        return operation instanceof Convolution || operation instanceof Dense;
    }

    /** How many rows of a concatenation come before one of its inputs. */
    private int rowsBefore(int node, int concatenation, int occurrence) {
        int rows = 0;
        int left = occurrence;
        for (int input : network.nodes().get(concatenation).inputs()) {
            if (input == node && left-- == 0) {
                break;
            }
            rows += GradientBuffers.rows(network.nodes().get(input).shape());
        }
        return rows;
    }

    /** Whether several nodes read a node. */
    boolean isShared(int node) {
        return readers.isShared(node);
    }

    /** The node whose values a node overwrites by its own; -1 for none. */
    int overwritten(int node) {
        return readers.overwritten(node);
    }

    /** The number of values of a sample in all buffers. */
    long values() {
        long values = gradients.values();
        for (int i = 0; i < network.nodes().size(); i++) {
            values += hasOwnValues(i) ? network.nodes().get(i).shape().size() : 0;
        }
        return values;
    }

    private boolean hasOwnValues(int node) {
        return overwritten(node) < 0
                && (node == 0 || !(network.nodes().get(node).operation() instanceof Concatenation));
    }

    /** Buffers for a number of samples. */
    final class Buffers {

        private final GradientBuffers.Rows rows;
        private final int samples;

        Buffers(int samples) {
            this.samples = samples;
            this.rows = gradients.rows(samples);
        }

        /**
         * Those of a node that overwrites no other.
         *
         * @param inputs what it reads
         */
        Activations of(int node, List<Activations> inputs) {
            FeatureShape shape = network.nodes().get(node).shape();
            float[][] values = hasOwnValues(node)
                    ? Activations.rows(shape, samples)
                    : inputs.stream()
                            .flatMap(input -> Arrays.stream(input.values()))
                            .toArray(float[][]::new);
            return new Activations(
                    shape, values, rows.of(own[node]), rectifiers.valueSlopes(node), rectifiers.gradientSlopes(node));
        }

        /** What the readers of a node are given, one for each. */
        List<Activations> branches(int node, Activations activations) {
            return branches.get(node).stream()
                    .map(part -> new Activations(activations.shape(), activations.values(), rows.of(part)))
                    .toList();
        }
    }
}
