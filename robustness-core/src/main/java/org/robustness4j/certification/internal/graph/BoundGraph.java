package org.robustness4j.certification.internal.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network of linear maps and functions of single values.
 *
 * @param nodes each after those it reads; the first is the input, the last gives the logits
 */
public record BoundGraph(List<Node> nodes) {

    /** Copies the nodes. */
    public BoundGraph {
        nodes = List.copyOf(nodes);
    }

    /** The number of values of a sample. */
    public int inputs() {
        return nodes.get(0).size();
    }

    /** The number of logits. */
    public int outputs() {
        return nodes.get(output()).size();
    }

    /** The position of the last node. */
    public int output() {
        return nodes.size() - 1;
    }

    /** The number of values of all nodes together. */
    public long values() {
        return nodes.stream().mapToLong(Node::size).sum();
    }

    /** For each node by how many others it is read. */
    public int[] readers() {
        int[] readers = new int[nodes.size()];
        for (Node node : nodes) {
            node.inputs().forEach(input -> readers[input]++);
        }
        return readers;
    }

    /** The same without nodes that the output does not depend on. */
    BoundGraph pruned() {
        boolean[] isNeeded = new boolean[nodes.size()];
        isNeeded[0] = true;
        isNeeded[output()] = true;
        for (int i = output(); i > 0; i--) {
            if (isNeeded[i]) {
                nodes.get(i).inputs().forEach(input -> isNeeded[input] = true);
            }
        }
        int[] moved = new int[nodes.size()];
        List<Node> kept = new ArrayList<>();
        for (int i = 0; i < moved.length; i++) {
            if (isNeeded[i]) {
                moved[i] = kept.size();
                kept.add(nodes.get(i).moved(moved));
            }
        }
        return new BoundGraph(kept);
    }

    /** What computes values. */
    public sealed interface Node permits Input, Linear, Rectified, Curved {

        /** The number of its values. */
        int size();

        /** The positions of the nodes it reads. */
        List<Integer> inputs();

        /** The same, reading from other positions. */
        Node moved(int[] positions);
    }

    /** The input of the network. */
    public record Input(int size) implements Node {

        @Override
        public List<Integer> inputs() {
            return List.of();
        }

        @Override
        public Node moved(int[] positions) {
            return this;
        }
    }

    /**
     * {@code sum of L x + b}.
     *
     * @param parts the maps
     * @param bias b
     * @param rounding what its computation in float32 may be wrong by
     * @param largest that its values are maxima, which intervals of parts do not see; null if they are none
     */
    @SuppressWarnings("ArrayRecordComponent") // weights that nobody compares
    public record Linear(
            List<Part> parts,
            double[] bias,
            Rounding rounding,
            @Nullable Largest largest) implements Node {

        /** Copies the parts. */
        public Linear {
            parts = List.copyOf(parts);
        }

        /** Of values that are no maxima. */
        public Linear(List<Part> parts, double[] bias, Rounding rounding) {
            this(parts, bias, rounding, null);
        }

        /** Of one node. */
        static Linear of(int input, LinearMap map, double[] bias, Rounding rounding) {
            return new Linear(List.of(new Part(input, map)), bias, rounding);
        }

        /** Of one node, without bias, and exact in any precision. */
        static Linear exact(int input, LinearMap map) {
            return of(input, map, new double[map.outputs()], Rounding.NONE);
        }

        @Override
        public int size() {
            return bias.length;
        }

        @Override
        public List<Integer> inputs() {
            return parts.stream().map(Part::input).toList();
        }

        @Override
        public Node moved(int[] positions) {
            return new Linear(
                    parts.stream()
                            .map(part -> new Part(positions[part.input()], part.map()))
                            .toList(),
                    bias,
                    rounding,
                    largest == null ? null : largest.moved(positions));
        }
    }

    /**
     * Each value is the larger one of two.
     *
     * @param one the node of the first
     * @param first which value of it
     * @param other the node of the second
     * @param second which value of it
     */
    @SuppressWarnings("ArrayRecordComponent") // indices that nobody compares
    public record Largest(int one, int[] first, int other, int[] second) {

        Largest moved(int[] positions) {
            return new Largest(positions[one], first, positions[other], second);
        }
    }

    /** A map of the values of a node. */
    public record Part(int input, LinearMap map) {}

    /**
     * {@code x > 0 ? x : slope * x}, which float32 computes exactly where the slope is 0.
     *
     * @param slopes one for each value, below 1
     */
    @SuppressWarnings("ArrayRecordComponent") // slopes that nobody compares
    public record Rectified(int input, double[] slopes) implements Node {

        /** With one slope. */
        static Rectified of(int input, int size, double slope) {
            double[] slopes = new double[size];
            Arrays.fill(slopes, slope);
            return new Rectified(input, slopes);
        }

        @Override
        public int size() {
            return slopes.length;
        }

        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public Node moved(int[] positions) {
            return new Rectified(positions[input], slopes);
        }
    }

    /** Another function of each value. */
    public record Curved(int input, int size, Curve curve) implements Node {

        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public Node moved(int[] positions) {
            return new Curved(positions[input], size, curve);
        }
    }
}
