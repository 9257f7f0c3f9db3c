package org.robustness4j.model.compiled;

import java.util.ArrayList;
import java.util.List;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.compiled.Program.Workspace;

/** A network computed in tiles of samples that stay in the cache. */
final class CompiledClassifier implements DifferentiableClassifier {

    private final Program program;
    private final int tile;
    private final Scratch scratch = new Scratch();
    private final List<Workspace> workspaces = new ArrayList<>();

    CompiledClassifier(Program program, int tile) {
        this.program = program;
        this.tile = tile;
    }

    @Override
    public int classes() {
        return program.network().outputs();
    }

    @Override
    public DifferentiableClassifier fork() {
        return new CompiledClassifier(program, tile);
    }

    @Override
    public ForwardPass forward(Matrix batch) {
        int features = program.network().input().size();
        if (batch.columns() != features) {
            throw new IllegalArgumentException(
                    "The network takes samples of " + features + " values, not of " + batch.columns()
                            + "; reshape the data to " + program.network().input());
        }
        while (workspaces.size() * tile < batch.rows()) {
            workspaces.add(program.workspace(scratch, tile));
        }
        float[] logits = new float[batch.rows() * classes()];
        for (int from = 0; from < batch.rows(); from += tile) {
            int samples = Math.min(tile, batch.rows() - from);
            Workspace workspace = workspaces.get(from / tile);
            Layouts.toRows(
                    batch.values(),
                    from,
                    features,
                    workspace.input().shape().width(),
                    workspace.input().values(),
                    samples);
            workspace.forward(samples);
            Layouts.toSamples(workspace.output().values(), 1, logits, from, classes(), samples);
        }
        return new Pass(new Matrix(batch.rows(), classes(), logits));
    }

    private final class Pass implements ForwardPass {

        private final Matrix logits;

        Pass(Matrix logits) {
            this.logits = logits;
        }

        @Override
        public Matrix logits() {
            return logits;
        }

        @Override
        public Matrix backward(Matrix upstream) {
            int features = program.network().input().size();
            float[] gradients = new float[upstream.rows() * features];
            for (int from = 0; from < upstream.rows(); from += tile) {
                int samples = Math.min(tile, upstream.rows() - from);
                Workspace workspace = workspaces.get(from / tile);
                Layouts.toRows(
                        upstream.values(),
                        from,
                        classes(),
                        1,
                        workspace.output().gradients(),
                        samples);
                workspace.backward(samples);
                Layouts.toSamples(
                        workspace.input().gradients(),
                        workspace.input().shape().width(),
                        gradients,
                        from,
                        features,
                        samples);
            }
            return new Matrix(upstream.rows(), features, gradients);
        }

        @Override
        public void close() {
            // the buffers serve the next pass
        }
    }
}
