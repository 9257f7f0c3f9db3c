package org.robustness4j.model.internal.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.internal.ParallelSlices;
import org.robustness4j.model.internal.backend.TrainableNetwork;
import org.robustness4j.model.internal.compiled.Program.Workspace;
import org.robustness4j.model.internal.compiled.kernel.Scratch;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation.ChannelAffine;
import org.robustness4j.model.internal.network.Parameters;

/**
 * A network whose weights change. Batches are computed in slices with buffers of their own, whose gradients are summed
 * in order.
 */
final class CompiledTraining implements TrainableNetwork {

    /** Small enough for two workers to share a batch of 64. */
    private static final int LARGEST_SLICE = 32;

    private final Program program;
    private final boolean isFolded;
    private final long memory;
    private final int slice;
    private final List<Slice> slices = new ArrayList<>();

    private CompiledTraining(Program program, boolean isFolded, long memory) {
        this.program = program;
        this.isFolded = isFolded;
        this.memory = memory;
        this.slice = Math.min(LARGEST_SLICE, program.tile(memory));
    }

    static CompiledTraining of(Network network, long memory) {
        boolean isFolded = network.nodes().stream().anyMatch(node -> node.operation() instanceof ChannelAffine);
        return new CompiledTraining(Program.of(new Folding(network).folded()), isFolded, memory);
    }

    @Override
    public DifferentiableClassifier classifier() {
        return new CompiledClassifier(program, program.tile(memory));
    }

    @Override
    public void load(Network weights) {
        program.load(new Folding(weights).folded());
    }

    @Override
    public Pass forward(Matrix batch, Executor executor) {
        if (isFolded) {
            throw new IllegalStateException(
                    "Batch normalisation is not trained here: it needs the statistics of the batch");
        }
        int count = -Math.floorDiv(-batch.rows(), slice);
        while (slices.size() < count) {
            slices.add(new Slice());
        }
        float[] logits = new float[batch.rows() * program.network().outputs()];
        ParallelSlices.run(count, executor, i -> slices.get(i).forward(batch, i * slice, logits));
        return new SlicedPass(new Matrix(batch.rows(), program.network().outputs(), logits), count, executor);
    }

    private final class SlicedPass implements Pass {

        private final Matrix logits;
        private final int count;
        private final Executor executor;

        SlicedPass(Matrix logits, int count, Executor executor) {
            this.logits = logits;
            this.count = count;
            this.executor = executor;
        }

        @Override
        public Matrix logits() {
            return logits;
        }

        @Override
        public Map<Integer, Parameters> backward(Matrix upstream) {
            ParallelSlices.run(count, executor, i -> slices.get(i).backward(upstream, i * slice));
            Map<Integer, Parameters> sums = program.zeroGradients();
            for (Slice part : slices.subList(0, count)) {
                sums.forEach((node, sum) -> sum.add(part.gradient(node)));
            }
            return sums;
        }
    }

    /** The buffers and gradients of some samples. */
    private final class Slice {

        private final Workspace workspace = program.workspace(new Scratch(), slice);
        private final Map<Integer, Parameters> gradients = program.zeroGradients();

        Parameters gradient(int node) {
            Parameters gradient = gradients.get(node);
            if (gradient == null) {
                throw new IllegalArgumentException("Node " + node + " has no weights");
            }
            return gradient;
        }

        void forward(Matrix batch, int from, float[] logits) {
            workspace.forward(batch, from, Math.min(slice, batch.rows() - from), logits);
        }

        void backward(Matrix upstream, int from) {
            workspace.backward(upstream, from, Math.min(slice, upstream.rows() - from), gradients);
        }
    }
}
