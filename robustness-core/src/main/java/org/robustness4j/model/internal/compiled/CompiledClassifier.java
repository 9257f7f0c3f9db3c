package org.robustness4j.model.internal.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.compiled.Program.Workspace;
import org.robustness4j.model.internal.compiled.kernel.Scratch;

/** A network computed in tiles of samples that stay in the cache. */
final class CompiledClassifier implements DifferentiableClassifier {

    private final Program program;
    private final int tile;
    private final Scratch scratch = new Scratch();
    private final List<Workspace> workspaces = new ArrayList<>();
    private long passes;

    CompiledClassifier(Program program, int tile) {
        this.program = program;
        this.tile = tile;
    }

    @Override
    public int classes() {
        return program.network().outputs();
    }

    @Override
    public String computedBy() {
        return CompiledBackend.NAME;
    }

    /** Each value is computed by the same operations in the same order, in whatever column of a row it lies. */
    @Override
    public OptionalInt preferredBatch() {
        return OptionalInt.of(tile);
    }

    @Override
    public DifferentiableClassifier withMemory(long bytes) {
        return new CompiledClassifier(program, program.tile(bytes));
    }

    @Override
    public DifferentiableClassifier fork() {
        return new CompiledClassifier(program, tile);
    }

    @Override
    public ForwardPass forward(Matrix batch) {
        requireWidth(batch);
        int tiles = Math.max(1, -Math.floorDiv(-batch.rows(), tile));
        int size = -Math.floorDiv(-batch.rows(), tiles);
        float[] logits = new float[batch.rows() * classes()];
        for (int from = 0; from < batch.rows(); from += size) {
            forward(workspace(from / size, size), batch, from, Math.min(size, batch.rows() - from), logits);
        }
        passes++;
        return new Pass(new Matrix(batch.rows(), classes(), logits), size, passes);
    }

    /** Without a backward pass to come, one workspace serves all tiles. */
    @Override
    public Matrix logits(Matrix batch) {
        requireWidth(batch);
        passes++;
        float[] logits = new float[batch.rows() * classes()];
        for (int from = 0; from < batch.rows(); from += tile) {
            Workspace workspace = workspace(0, Math.min(tile, batch.rows()));
            forward(workspace, batch, from, Math.min(tile, batch.rows() - from), logits);
        }
        return new Matrix(batch.rows(), classes(), logits);
    }

    /** Steps take working rows when they run first. */
    private void forward(Workspace workspace, Matrix batch, int from, int samples, float[] logits) {
        try {
            workspace.forward(batch, from, samples, logits);
        } catch (OutOfMemoryError e) {
            throw program.need().shortage(e);
        }
    }

    private void backward(Workspace workspace, Matrix upstream, int from, int samples, float[] gradients) {
        try {
            workspace.backward(upstream, from, samples, gradients);
        } catch (OutOfMemoryError e) {
            throw program.need().shortage(e);
        }
    }

    /** Buffers of at least a size: those of before, where they are large enough. */
    private Workspace workspace(int number, int size) {
        if (number == workspaces.size()) {
            workspaces.add(program.workspace(scratch, size));
        } else if (workspaces.get(number).capacity() < size) {
            workspaces.set(number, program.workspace(scratch, size));
        }
        return workspaces.get(number);
    }

    private void requireWidth(Matrix batch) {
        int features = program.network().input().size();
        if (batch.columns() != features) {
            throw new IllegalArgumentException(
                    "The network takes samples of " + features + " values, not of " + batch.columns()
                            + "; give samples of the shape " + program.network().input());
        }
    }

    private final class Pass implements ForwardPass {

        private final Matrix logits;
        private final int size;
        private final long number;

        Pass(Matrix logits, int size, long number) {
            this.logits = logits;
            this.size = size;
            this.number = number;
        }

        @Override
        public Matrix logits() {
            return logits;
        }

        @Override
        public Matrix backward(Matrix upstream) {
            if (number != passes) {
                throw new IllegalStateException(
                        "This pass is over: another one has begun; take its gradients before the next batch");
            }
            if (upstream.rows() != logits.rows() || upstream.columns() != logits.columns()) {
                throw new IllegalArgumentException(
                        "The gradient with respect to logits of " + logits.rows() + " x " + logits.columns()
                                + " has the same shape, not " + upstream.rows() + " x " + upstream.columns());
            }
            int features = program.network().input().size();
            float[] gradients = new float[upstream.rows() * features];
            for (int from = 0; from < upstream.rows(); from += size) {
                int samples = Math.min(size, upstream.rows() - from);
                CompiledClassifier.this.backward(workspaces.get(from / size), upstream, from, samples, gradients);
            }
            return new Matrix(upstream.rows(), features, gradients);
        }

        @Override
        public void close() {
            // the buffers serve the next pass
        }
    }
}
