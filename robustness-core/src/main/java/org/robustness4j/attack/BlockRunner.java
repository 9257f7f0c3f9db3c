package org.robustness4j.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.robustness4j.attack.BlockPlan.Block;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.threat.ThreatModel;

/**
 * Attacks the samples of one block together: all searches that are not over propose a point, one forward pass judges the
 * points, and the same pass gives the gradients that the searches ask for. Samples whose search is over leave the batch.
 */
record BlockRunner(Classifier classifier, Attack attack, ThreatModel threatModel, RunProgress progress, long seed) {

    List<Candidate> run(Block block) {
        List<Contest> contests =
                block.positions().mapToObj(position -> contest(block, position)).toList();
        List<Contest> active = proposing(contests);
        while (!active.isEmpty() && !progress.isTimeUp()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("The attack " + attack.name() + " was interrupted");
            }
            advance(active);
            active = proposing(active);
        }
        active.forEach(Contest::cutShort);
        progress.finished(active);
        return contests.stream().map(Contest::best).toList();
    }

    private Contest contest(Block block, int position) {
        int index = block.samples().index(position);
        Subject subject = new Subject(
                block.samples().label(position),
                threatModel,
                threatModel.around(block.samples().input(position)),
                SampleRandom.of(seed, attack.name(), index));
        return new Contest(index, subject, attack.begin(subject));
    }

    private List<Contest> proposing(List<Contest> contests) {
        Map<Boolean, List<Contest>> byProposing =
                contests.stream().collect(Collectors.partitioningBy(Contest::propose));
        progress.finished(byProposing.getOrDefault(false, List.of()));
        return byProposing.getOrDefault(true, List.of());
    }

    private void advance(List<Contest> active) {
        Matrix batch = Matrix.ofRows(
                active.stream().map(Contest::point).toList(), active.get(0).point().length);
        if (classifier instanceof DifferentiableClassifier differentiable) {
            try (ForwardPass pass = differentiable.forward(batch)) {
                advance(active, pass.logits(), pass);
            }
        } else {
            advance(active, classifier.logits(batch), new Underivable());
        }
    }

    private void advance(List<Contest> active, Matrix logits, ForwardPass pass) {
        List<float[][]> wanted = new ArrayList<>();
        int most = 0;
        for (int i = 0; i < active.size(); i++) {
            float[][] upstreams = active.get(i).judge(finite(logits, i, active, "logits"));
            wanted.add(upstreams);
            most = Math.max(most, upstreams.length);
        }
        List<Matrix> gradients = new ArrayList<>();
        for (int k = 0; k < most; k++) {
            gradients.add(pass.backward(upstreams(wanted, k, logits.columns())));
        }
        for (int i = 0; i < active.size(); i++) {
            float[][] own = new float[wanted.get(i).length][];
            for (int k = 0; k < own.length; k++) {
                own[k] = finite(gradients.get(k), i, active, "an input gradient");
            }
            active.get(i).observe(own);
        }
    }

    private static Matrix upstreams(List<float[][]> wanted, int k, int classes) {
        List<float[]> rows = new ArrayList<>();
        for (float[][] upstreams : wanted) {
            rows.add(k < upstreams.length ? upstreams[k] : new float[classes]);
        }
        return Matrix.ofRows(rows, classes);
    }

    private static float[] finite(Matrix values, int row, List<Contest> active, String what) {
        if (!values.isFinite(row)) {
            throw new IllegalStateException("The model returned " + what + " with NaN or infinite values for sample "
                    + active.get(row).index() + "; check its weights and the scale of its input");
        }
        return values.row(row);
    }

    /** Stands in for the pass of a classifier that has none. */
    private final class Underivable implements ForwardPass {

        @Override
        public Matrix logits() {
            throw new IllegalStateException("The logits are known without a pass");
        }

        @Override
        public Matrix backward(Matrix upstream) {
            throw new IllegalArgumentException(attack.name() + " needs input gradients, but "
                    + classifier.getClass().getName()
                    + " gives none; implement DifferentiableClassifier, or use an attack that needs scores alone");
        }

        @Override
        public void close() {}
    }
}
