package org.robustness4j.evaluation.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.Candidate;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;

/**
 * What the user's own model predicts for the candidates of an attack: block by block, each as soon as all searches of
 * its samples are over, by the thread that waits for the attack. Which samples share a block depends on the data alone,
 * and so do the last bits of what the model says of them.
 */
final class CandidatePredictions implements AttackMonitor {

    private final Samples attacked;
    private final VerifyingModel model;
    private final AttackMonitor monitor;
    private final List<Integer> bounds;
    private final @Nullable Candidate[] candidates;
    private final int[] undone;
    private final int[] predictions;

    /**
     * None yet.
     *
     * @param attacked the samples of the attack
     * @param monitor is told what this one is told
     */
    CandidatePredictions(Samples attacked, VerifyingModel model, AttackMonitor monitor) {
        this.attacked = attacked;
        this.model = model;
        this.monitor = monitor;
        this.bounds = attacked.blockBounds(model.blockSize());
        this.candidates = new Candidate[attacked.size()];
        this.undone = new int[bounds.size()];
        Arrays.setAll(undone, block -> block + 1 < bounds.size() ? bounds.get(block + 1) - bounds.get(block) : 0);
        this.predictions = new int[attacked.size()];
    }

    @Override
    public void progressed(Progress progress) {
        monitor.progressed(progress);
    }

    @Override
    public boolean isCancelled() {
        return monitor.isCancelled();
    }

    @Override
    public void found(int position, Candidate candidate) {
        monitor.found(position, candidate);
        candidates[position] = candidate;
        int place = Collections.binarySearch(bounds, position);
        int block = place >= 0 ? place : -place - 2;
        undone[block]--;
        if (undone[block] == 0) {
            predict(bounds.get(block), bounds.get(block + 1));
        }
    }

    /** A defective candidate, which cannot be predicted, is replaced by its sample. */
    private void predict(int from, int to) {
        List<float[]> points = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Candidate candidate = candidates[i];
            points.add(candidate == null || candidate.defect() != null ? attacked.input(i) : candidate.point());
            candidates[i] = null;
        }
        int[] ofBlock = model.predict(Matrix.ofRows(points, attacked.shape().features()));
        System.arraycopy(ofBlock, 0, predictions, from, ofBlock.length);
    }

    /** The prediction for each candidate, when the attack is over. */
    int[] all() {
        return predictions;
    }
}
