package org.robustness4j.attack.internal.runner;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Candidate;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.loss.internal.MarginTolerance;
import org.robustness4j.threat.FeasibleRegion;
import org.robustness4j.threat.Perturbation.Ball;
import org.robustness4j.threat.ThreatModel;

/** One sample's search and the best point it has proposed so far. */
public final class SampleAttack {

    /**
     * How sure it is that a point does what the adversary wants: a search prefers the surer of two points, whatever
     * their quality.
     */
    private enum Certainty {
        NOT_ALLOWED,
        FAILURE,
        /** Within what the model's other logits leave to rounding: the user's own model may see it otherwise. */
        CLOSE,
        CLEAR
    }

    private final int position;
    private final int index;
    private final AttackedSample sample;
    private final Search search;
    private final long queryBudget;
    private @Nullable FeasibleRegion range;
    private float[] point;
    private float[] logits = new float[0];
    private float[] best;
    private final MarginTolerance scale = new MarginTolerance();
    private Certainty certainty = Certainty.NOT_ALLOWED;
    private double bestQuality = Double.NEGATIVE_INFINITY;
    private boolean pending;
    private boolean over;
    private boolean cutShort;
    private @Nullable String defect;
    private int forwardEvaluations;
    private int gradientEvaluations;
    private int zeroGradients;
    private boolean moved;
    private float @Nullable [] lastGradient;
    private final Deque<Foreseen> foreseen = new ArrayDeque<>();

    /**
     * Begins a search.
     *
     * @param position of the sample among those attacked
     * @param index of the sample in its data set
     * @param queryBudget how often the model may be run on the sample
     */
    SampleAttack(int position, int index, AttackedSample sample, Search search, long queryBudget) {
        this.position = position;
        this.queryBudget = queryBudget;
        this.index = index;
        this.sample = sample;
        this.search = search;
        this.point = sample.region().clean();
        this.best = point;
    }

    int position() {
        return position;
    }

    int index() {
        return index;
    }

    float[] point() {
        return point;
    }

    /**
     * Takes the next point of the search that the model has to be asked about, if it is not over. What was foreseen, to
     * the bit, is judged at once.
     */
    boolean propose() {
        boolean proposes = proposesNext();
        while (proposes && !foreseen.isEmpty()) {
            Foreseen next = foreseen.remove();
            if (search.needsGradients() || !Arrays.equals(next.point(), point)) {
                foreseen.clear();
            } else {
                judge(next.logits());
                observe(new float[0][]);
                proposes = proposesNext();
            }
        }
        return proposes;
    }

    /** A point that the search may propose, and what the model says of it. */
    @SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
    private record Foreseen(float[] point, float[] logits) {}

    /**
     * The points that the search will propose next, as far as it knows.
     *
     * @param most how many at most
     */
    List<float[]> foreseen(int most) {
        long affordable = Math.min(most, queryBudget - forwardEvaluations - 1);
        if (affordable <= 0 || search.needsGradients()) {
            return List.of();
        }
        FeasibleRegion region = search.isConfined() ? sample.region() : range();
        return search.foreseen((int) affordable).stream().map(region::project).toList();
    }

    /** Takes what the model says of the next of these points. */
    void foresees(float[] next, float[] logitsThere) {
        foreseen.add(new Foreseen(next, logitsThere));
    }

    private boolean proposesNext() {
        if (over || forwardEvaluations >= queryBudget) {
            return false;
        }
        if (pending) {
            throw new IllegalStateException("Sample " + index + " has proposed a point that was not judged yet");
        }
        float[] proposed = search.next();
        if (proposed == null) {
            over = true;
            return false;
        }
        if (proposed.length != point.length) {
            return fail("it has " + proposed.length + " values instead of " + point.length, point);
        }
        for (float value : proposed) {
            if (!Float.isFinite(value)) {
                return fail("it is not finite", proposed);
            }
        }
        float[] next = (search.isConfined() ? sample.region() : range()).project(proposed);
        moved |= forwardEvaluations > 0 && !Arrays.equals(next, point);
        point = next;
        pending = true;
        return true;
    }

    private FeasibleRegion range() {
        if (range == null) {
            range = sample.range();
        }
        return range;
    }

    private boolean fail(String what, float[] at) {
        defect = what;
        best = at;
        over = true;
        return false;
    }

    /** Takes the logits at the point; returns the gradients that the search wants. */
    float[][] judge(float[] logitsHere) {
        pending = false;
        logits = logitsHere;
        forwardEvaluations++;
        double margin = sample.margin(logits);
        scale.sees(margin);
        Certainty here = certainty(margin);
        double quality = isByMargin(here) ? margin : search.quality(point, margin);
        int surer = here.compareTo(certainty);
        if (here != Certainty.NOT_ALLOWED && (surer > 0 || (surer == 0 && quality > bestQuality))) {
            certainty = here;
            bestQuality = quality;
            best = point;
        }
        boolean clear = here == Certainty.CLEAR;
        over = clear && search.endsWithSuccess();
        if (clear && !over) {
            search.succeeded();
        }
        float[][] wanted = over ? new float[0][] : usable(search.wanted(logits));
        gradientEvaluations += wanted.length;
        return wanted;
    }

    /** What a search, or the loss behind it, asks for; of anything else the model would be said to give NaN. */
    private float[][] usable(float[][] wanted) {
        if (wanted == null) {
            throw unusable("null for sample " + index);
        }
        for (float[] upstream : wanted) {
            if (upstream == null || upstream.length != logits.length) {
                throw unusable((upstream == null ? "null" : upstream.length + " values") + " for sample " + index
                        + ", but the model has " + logits.length + " classes");
            }
            for (float value : upstream) {
                if (!Float.isFinite(value)) {
                    throw unusable(Arrays.toString(upstream) + " for sample " + index);
                }
            }
        }
        return wanted;
    }

    private IllegalStateException unusable(String seen) {
        return new IllegalStateException("The search " + search.getClass().getName() + " wants the gradient along "
                + seen + "; wanted(logits), and the loss behind it, give one finite value for each class, or no array");
    }

    /** Of points that are not clear, a search that is content with any prefers the one nearest to being so. */
    private boolean isByMargin(Certainty here) {
        return here == Certainty.FAILURE || (here == Certainty.CLOSE && search.endsWithSuccess());
    }

    private Certainty certainty(double margin) {
        if (!search.isSettled(logits)
                || !(search.isConfined() || sample.region().contains(point))) {
            return Certainty.NOT_ALLOWED;
        }
        double rounding = sample.rounding(logits);
        return scale.isClear(margin, rounding)
                ? Certainty.CLEAR
                : margin > rounding ? Certainty.CLOSE : Certainty.FAILURE;
    }

    /** Takes the gradients; what they have of features that must not change is nothing to follow. */
    void observe(float[][] gradients) {
        for (int k = 0; k < gradients.length; k++) {
            if (gradients[k].length == point.length) {
                gradients[k] = sample.region().amongMutable(gradients[k]);
            }
            zeroGradients += isZero(gradients[k]) ? 1 : 0;
            lastGradient = gradients[k];
        }
        if (!over) {
            // a copy: a search may go on from the array it is given
            search.observe(point.clone(), logits, gradients);
        }
    }

    private static boolean isZero(float[] gradient) {
        for (float value : gradient) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the point proposed may need gradients. */
    boolean needsGradients() {
        return search.needsGradients();
    }

    boolean isClaimed() {
        return certainty == Certainty.CLEAR;
    }

    /** Ends the search where it is, because the time is up. */
    void cutShort() {
        cutShort = true;
    }

    /** Whether the search proposed one point again and again, though there was room to follow its gradient. */
    private boolean stoodStill() {
        if (moved
                || forwardEvaluations < 2
                || lastGradient == null
                || sample.threatModel().countsPositions()) {
            return false;
        }
        ThreatModel threatModel = sample.threatModel();
        double step = threatModel.perturbation() instanceof Ball ball
                ? ball.epsilon()
                : threatModel.domain().width();
        return !Arrays.equals(sample.region().ascend(point, lastGradient, step), point);
    }

    /** What was found; blind is a search that was given no gradient but zero, and one that stood still. */
    Candidate best() {
        boolean blind = gradientEvaluations > 0 && (zeroGradients == gradientEvaluations || stoodStill());
        boolean silent = forwardEvaluations == 0 && defect == null && !cutShort;
        String problem = silent ? "it proposed no point at all" : defect;
        return new Candidate(
                index,
                best,
                isClaimed(),
                blind,
                cutShort,
                search.gaveUp(),
                problem,
                forwardEvaluations,
                gradientEvaluations);
    }
}
