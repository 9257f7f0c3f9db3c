package org.robustness4j.model.internal.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Layouts;
import org.robustness4j.model.internal.compiled.kernel.Scratch;
import org.robustness4j.model.internal.compiled.step.BranchStep;
import org.robustness4j.model.internal.compiled.step.PreparedOperation;
import org.robustness4j.model.internal.compiled.step.Step;
import org.robustness4j.model.internal.compiled.step.WeightedStep;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Network.Node;
import org.robustness4j.model.internal.network.Parameters;
import org.robustness4j.model.internal.network.RecurrentOperation;

/**
 * A network with its weights arranged for computing; shared by all threads. They rest while it takes over other
 * weights.
 *
 * @param network what is computed
 * @param operations for each node but the first
 * @param plan where values and gradients lie
 * @param need what it takes of the heap
 */
record Program(Network network, List<PreparedOperation> operations, BufferPlan plan, HeapNeed need) {

    private static final int LARGEST_TILE = 64;

    /**
     * Prepares a network whose weights may change.
     *
     * @throws org.robustness4j.model.internal.HeapTooSmallException if the heap is too small
     */
    static Program of(Network network) {
        return of(network, network);
    }

    /**
     * Prepares a network whose weights stay: of what it was given with, none are kept.
     *
     * @throws org.robustness4j.model.internal.HeapTooSmallException if the heap is too small
     */
    static Program forInference(Network network) {
        return of(
                network,
                new Network(network.nodes().stream()
                        .map(node -> new Node(Parameters.without(node.operation()), node.inputs(), node.shape()))
                        .toList()));
    }

    private static Program of(Network network, Network kept) {
        BufferPlan plan = new BufferPlan(kept);
        HeapNeed need = HeapNeed.of(network, bytesOfASample(network, plan));
        need.requireFits();
        try {
            return new Program(kept, prepared(network), plan, need);
        } catch (OutOfMemoryError e) {
            throw need.shortage(e);
        }
    }

    private static List<PreparedOperation> prepared(Network network) {
        List<PreparedOperation> operations = new ArrayList<>();
        for (Node node : network.nodes().subList(1, network.nodes().size())) {
            List<FeatureShape> shapes = node.inputs().stream()
                    .map(input -> network.nodes().get(input).shape())
                    .toList();
            operations.add(PreparedOperation.of(node.operation(), shapes, node.shape()));
        }
        return operations;
    }

    /**
     * Takes over the weights of a network of the same operations and shapes.
     *
     * @throws IllegalArgumentException if it is of others
     */
    void load(Network weights) {
        List<Node> nodes = weights.nodes();
        boolean same = nodes.size() == network.nodes().size();
        for (int i = 0; same && i < nodes.size(); i++) {
            same = nodes.get(i).shape().equals(network.nodes().get(i).shape())
                    && nodes.get(i).operation().getClass()
                            == network.nodes().get(i).operation().getClass();
        }
        if (!same) {
            throw new IllegalArgumentException(
                    "The weights are those of another network; compile it instead of loading its weights");
        }
        for (int i = 1; i < nodes.size(); i++) {
            operations.get(i - 1).load(nodes.get(i).operation());
        }
    }

    /**
     * How many samples to compute together: enough for rows that are long even where images are narrow, within a limit
     * on the memory of a workspace.
     */
    int tile(long bytes) {
        return (int) Math.max(1, Math.min(LARGEST_TILE, bytes / need.sample()));
    }

    private static long bytesOfASample(Network network, BufferPlan plan) {
        long values = plan.values();
        for (Node node : network.nodes()) {
            values += kept(network, node);
        }
        return Float.BYTES * values;
    }

    private static long kept(Network network, Node node) {
        return node.operation() instanceof RecurrentOperation recurrent
                ? recurrent.kept(network.nodes().get(node.inputs().get(0)).shape())
                : 0;
    }

    /**
     * Buffers for a number of samples and the steps between them.
     *
     * @throws org.robustness4j.model.internal.HeapTooSmallException if the heap is too small
     */
    Workspace workspace(Scratch scratch, int samples) {
        try {
            return connected(scratch, samples);
        } catch (OutOfMemoryError e) {
            throw need.shortage(e);
        }
    }

    private Workspace connected(Scratch scratch, int samples) {
        BufferPlan.Buffers buffers = plan.new Buffers(samples);
        List<Node> nodes = network.nodes();
        List<PlacedStep> steps = new ArrayList<>();
        List<List<Activations>> readings = new ArrayList<>();
        Activations input = buffers.of(0, List.of());
        readings.add(readings(0, input, buffers, steps));
        Activations output = input;
        for (int i = 1; i < nodes.size(); i++) {
            List<Activations> inputs = new ArrayList<>();
            for (int source : nodes.get(i).inputs()) {
                inputs.add(readings.get(source).remove(0));
            }
            output = plan.overwritten(i) < 0 ? buffers.of(i, inputs) : inputs.get(0);
            steps.add(new PlacedStep(i, operations.get(i - 1).between(inputs, output, scratch)));
            readings.add(readings(i, output, buffers, steps));
        }
        return new Workspace(samples, input, output, List.copyOf(steps));
    }

    /** What the readers of a node are given, one for each. */
    private List<Activations> readings(
            int node, Activations activations, BufferPlan.Buffers buffers, List<PlacedStep> steps) {
        if (!plan.isShared(node)) {
            return new ArrayList<>(List.of(activations));
        }
        List<Activations> branches = buffers.branches(node, activations);
        steps.add(new PlacedStep(node, new BranchStep(activations, branches)));
        return new ArrayList<>(branches);
    }

    /** What computes a node, or gathers the gradients of its readers. */
    record PlacedStep(int node, Step step) {}

    /**
     * The steps of a network between buffers.
     *
     * @param capacity how many samples there is room for
     * @param input where a batch goes in, and its gradient comes out
     * @param output where logits come out, and their gradients go in
     */
    record Workspace(int capacity, Activations input, Activations output, List<PlacedStep> steps) {

        /**
         * Computes the logits of some samples of a batch.
         *
         * @param from the first of them
         * @param logits receives them, at the place of the samples
         */
        void forward(Matrix batch, int from, int samples, float[] logits) {
            Layouts.toRows(batch.values(), from, batch.columns(), input.shape().width(), input.values(), samples);
            for (PlacedStep placed : steps) {
                placed.step().forward(samples);
            }
            Layouts.toSamples(output.values(), 1, logits, from, output.shape().channels(), samples);
        }

        /**
         * Computes the input gradients of the samples of the last forward run.
         *
         * @param gradients receives them, at the place of the samples
         */
        void backward(Matrix upstream, int from, int samples, float[] gradients) {
            take(upstream, from, samples);
            for (int i = steps.size() - 1; i >= 0; i--) {
                steps.get(i).step().backward(samples);
            }
            Layouts.toSamples(
                    input.gradients(),
                    input.shape().width(),
                    gradients,
                    from,
                    input.shape().size(),
                    samples);
        }

        private void take(Matrix upstream, int from, int samples) {
            Layouts.toRows(upstream.values(), from, upstream.columns(), 1, output.gradients(), samples);
        }

        /**
         * Computes the gradients of the weights, summed over the samples of the last forward run.
         *
         * @param gradients receives them, by node
         */
        void backward(Matrix upstream, int from, int samples, Map<Integer, Parameters> gradients) {
            take(upstream, from, samples);
            int left = gradients.size();
            for (int i = steps.size() - 1; left > 0; i--) {
                if (steps.get(i).step() instanceof WeightedStep weighted) {
                    weighted.accumulate(
                            samples,
                            Objects.requireNonNull(gradients.get(steps.get(i).node())));
                    left--;
                }
                if (left > 0) {
                    steps.get(i).step().backward(samples);
                }
            }
        }
    }

    /** Zeros for the gradient of each node that has weights. */
    Map<Integer, Parameters> zeroGradients() {
        Map<Integer, Parameters> zeros = new TreeMap<>();
        for (int i = 1; i < network.nodes().size(); i++) {
            int node = i;
            Parameters.of(network.nodes().get(i).operation())
                    .ifPresent(parameters -> zeros.put(node, parameters.zeros()));
        }
        return zeros;
    }
}
