package org.robustness4j.attack.internal.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Candidate;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.runner.BlockPlan.Block;
import org.robustness4j.attack.internal.runner.SharedSearches.Place;
import org.robustness4j.attack.internal.runner.SharedSearches.Turn;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.EmbeddedClassifier;
import org.robustness4j.threat.ThreatModel;

/**
 * Attacks samples together: all searches that are not over propose a point, one forward pass judges the points, and the
 * same pass gives the gradients that the searches ask for. Samples whose search is over leave the batch. Where the
 * classifier's results do not depend on the batch, it is given batches of the size it prefers, of whatever samples.
 */
public record BlockRunner(
        Classifier classifier,
        Attack attack,
        ThreatModel threatModel,
        RunProgress progress,
        long seed,
        long queryBudget) {

    /** More are thrown away when a search changes its mind. */
    private static final int MOST_AHEAD = 15;

    /**
     * Attacks samples until there are none left.
     *
     * @param searches shared with other workers
     * @param results receives the candidate of each sample at its position
     * @throws InterruptedException if it was interrupted while it waited for other workers
     */
    void run(SharedSearches searches, AtomicReferenceArray<Candidate> results) throws InterruptedException {
        boolean isBatchFree = classifier.preferredBatch().isPresent();
        for (Turn turn = searches.take(); !turn.isEmpty(); turn = searches.take()) {
            Stream<SampleAttack> begun = turn.places().stream().map(this::begin);
            List<SampleAttack> active = new ArrayList<>(turn.begun());
            active.addAll(proposing(begun, results));
            boolean goesOn = !active.isEmpty();
            while (goesOn) {
                requireUninterrupted();
                if (isBatchFree) {
                    advanceAlike(active);
                } else {
                    advance(active);
                }
                active = proposing(active.stream(), results);
                goesOn = !isBatchFree && !active.isEmpty();
            }
            searches.giveBack(turn, active);
        }
    }

    /** Those that need gradients and those that do not by themselves. */
    private void advanceAlike(List<SampleAttack> active) {
        List<SampleAttack> needing = new ArrayList<>();
        List<SampleAttack> others = new ArrayList<>();
        active.forEach(one -> (one.needsGradients() ? needing : others).add(one));
        if (!needing.isEmpty()) {
            advance(needing);
        }
        if (!others.isEmpty()) {
            advanceAhead(others);
        }
    }

    /** What is left of a batch is filled with points that searches foresee. */
    private void advanceAhead(List<SampleAttack> active) {
        int room = classifier.preferredBatch().orElse(0) / active.size() - 1;
        List<List<float[]>> foreseen = active.stream()
                .map(one -> one.foreseen(Math.min(MOST_AHEAD, room)))
                .toList();
        List<float[]> points = new ArrayList<>();
        active.forEach(one -> points.add(one.point()));
        foreseen.forEach(points::addAll);
        Matrix logits = classifier.logits(Matrix.ofRows(points, points.get(0).length));
        advance(active, logits, new Underivable());
        int row = active.size();
        for (int i = 0; i < active.size(); i++) {
            for (float[] point : foreseen.get(i)) {
                if (logits.isFinite(row)) { // the model is only to blame for points that do come
                    active.get(i).foresees(point, logits.row(row));
                }
                row++;
            }
        }
    }

    private void requireUninterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("The attack " + attack.name() + " was interrupted");
        }
    }

    private SampleAttack begin(Place place) {
        Block block = place.block();
        int position = place.position();
        int index = block.samples().index(position);
        AttackedSample sample = new AttackedSample(
                block.samples().label(position),
                threatModel,
                (attack.traits().isMinimal() ? threatModel.unbounded() : threatModel)
                        .around(block.samples().input(position), block.samples().shape()),
                block.samples().shape(),
                SampleRandom.of(seed, attack.name(), index));
        Search search = attack.start(sample);
        if (search == null) {
            throw new IllegalStateException("The attack " + attack.getClass().getName()
                    + " gives null from begin() for sample " + index + "; give a new Search for each sample");
        }
        if (classifier instanceof EmbeddedClassifier embedded) {
            search.looksUp(embedded.table());
        }
        return new SampleAttack(position, index, sample, search, queryBudget);
    }

    /** Those attacks that propose a next point. The others leave, when the time is up all. */
    private List<SampleAttack> proposing(Stream<SampleAttack> attacks, AtomicReferenceArray<Candidate> results) {
        boolean isTimeUp = progress.isTimeUp();
        List<SampleAttack> staying = new ArrayList<>();
        List<SampleAttack> leaving = new ArrayList<>();
        attacks.forEach(one -> {
            boolean proposes = one.propose();
            if (proposes && isTimeUp) {
                one.cutShort();
            }
            (proposes && !isTimeUp ? staying : leaving).add(one);
        });
        leaving.forEach(one -> results.set(one.position(), one.best()));
        progress.finished(leaving);
        return staying;
    }

    private void advance(List<SampleAttack> active) {
        Matrix batch = Matrix.ofRows(
                active.stream().map(SampleAttack::point).toList(), active.get(0).point().length);
        boolean needsGradients = active.stream().anyMatch(SampleAttack::needsGradients);
        if (needsGradients && classifier instanceof DifferentiableClassifier differentiable) {
            try (ForwardPass pass = differentiable.forward(batch)) {
                advance(active, pass.logits(), pass);
            }
        } else if (needsGradients && classifier instanceof EmbeddedClassifier embedded) {
            try (ForwardPass pass = embedded.embedded(batch)) {
                advance(active, pass.logits(), pass);
            }
        } else {
            advance(active, classifier.logits(batch), new Underivable());
        }
    }

    private void advance(List<SampleAttack> active, Matrix logits, ForwardPass pass) {
        List<float[][]> wanted = new ArrayList<>();
        int most = 0;
        for (int i = 0; i < active.size(); i++) {
            float[][] upstreams = active.get(i).judge(finite(logits, i, active.get(i), "logits"));
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
                own[k] = finite(gradients.get(k), i, active.get(i), "an input gradient");
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

    private static float[] finite(Matrix values, int row, SampleAttack attacked, String what) {
        if (!values.isFinite(row)) {
            throw new IllegalStateException("The model returned " + what + " with NaN or infinite values for sample "
                    + attacked.index() + "; check its weights and the scale of its input");
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
                    + classifier.whyNoGradients()
                    + "; implement DifferentiableClassifier, or use an attack that needs scores alone, such as Square");
        }

        @Override
        public void close() {}
    }
}
