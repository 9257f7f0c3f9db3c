package org.robustness4j.evaluation.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.Candidate;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;

/**
 * What the user's own model predicts for the candidates of an attack: block by block in their order, by the thread that
 * waits for the attack, as soon as that is told of all candidates of a block. Neither which samples share a block nor the
 * order of the blocks depends on time.
 */
final class CandidatePredictions implements AttackMonitor {

    private final Samples attacked;
    private final VerifyingModel model;
    private final AttackMonitor monitor;
    private final boolean meanwhile;
    private final List<Integer> bounds;
    private final @Nullable Candidate[] candidates;
    private final int[] predictions;
    private int next;
    private int known;

    /**
     * None yet.
     *
     * @param attacked the samples of the attack
     * @param monitor is told what this one is told
     * @param meanwhile whether the model may be asked while the attack goes on; otherwise it is when that is over
     */
    CandidatePredictions(Samples attacked, VerifyingModel model, AttackMonitor monitor, boolean meanwhile) {
        this.attacked = attacked;
        this.model = model;
        this.monitor = monitor;
        this.meanwhile = meanwhile;
        this.bounds = attacked.blockBounds(model.blockSize());
        this.candidates = new Candidate[attacked.size()];
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
        while (known < candidates.length && candidates[known] != null) {
            known++;
        }
        while (meanwhile && isNextKnown()) {
            predictNext();
        }
    }

    private boolean isNextKnown() {
        return next + 1 < bounds.size() && known >= bounds.get(next + 1);
    }

    /** A defective candidate, which cannot be predicted, is replaced by its sample. */
    private void predictNext() {
        int from = bounds.get(next);
        List<float[]> points = new ArrayList<>();
        for (int i = from; i < bounds.get(next + 1); i++) {
            Candidate candidate = candidates[i];
            points.add(candidate == null || candidate.defect() != null ? attacked.input(i) : candidate.point());
        }
        int[] ofBlock = model.predict(Matrix.ofRows(points, attacked.shape().features()));
        System.arraycopy(ofBlock, 0, predictions, from, ofBlock.length);
        next++;
    }

    /** The prediction for each candidate, when the attack is over. */
    int[] all() {
        while (isNextKnown()) {
            predictNext();
        }
        return predictions;
    }
}
