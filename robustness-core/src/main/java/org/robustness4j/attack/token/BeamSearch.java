package org.robustness4j.attack.token;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.loss.MarginLoss;
import org.robustness4j.attack.loss.internal.AdversarialLoss;
import org.robustness4j.model.internal.EmbeddingTable;

/** The search on one sample: positions are changed one after the other, then the changed ones chosen anew. */
final class BeamSearch implements Search {

    private final AttackedSample sample;
    private final Substitutions substitutions;
    private final int beam;
    private final int budget;
    private final boolean isRanking;
    private final AdversarialLoss margin;
    private final float[] clean;
    private final Set<FloatBuffer> seen = new HashSet<>();
    private final Set<List<Object>> expanded = new HashSet<>();
    private final Deque<float[]> toTry = new ArrayDeque<>();
    private final Deque<Expansion> toExpand = new ArrayDeque<>();
    private final List<Tried> found = new ArrayList<>();
    private @Nullable EmbeddingTable table;
    private @Nullable Expansion expanding;
    private int changed;
    private double bestBefore = Double.NEGATIVE_INFINITY;

    /** The points that one more substitution leads to, or, of positions that have changed, another one. */
    @SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
    private record Expansion(float[] point, int[] open) {}

    /** A point, and by how much the adversary has what it wants there. */
    @SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
    private record Tried(float[] point, double margin) {}

    BeamSearch(AttackedSample sample, int beam, int candidates, boolean isRanking) {
        this.sample = sample;
        this.clean = sample.region().clean();
        this.substitutions = new Substitutions(sample, candidates);
        this.beam = beam;
        this.isRanking = isRanking;
        this.budget = Math.min((int) sample.region().epsilon(), substitutions.positions(clean, false).length);
        this.margin = AdversarialLoss.of(new MarginLoss(), sample.threatModel(), sample.label());
        expandLater(clean, false);
    }

    @Override
    public void looksUp(EmbeddingTable newTable) {
        table = isRanking ? newTable : null;
    }

    @Override
    public float @Nullable [] next() {
        while (toTry.isEmpty()) {
            if (toExpand.isEmpty() && !goOn()) {
                return null;
            }
            Expansion next = toExpand.removeFirst();
            if (table != null) {
                expanding = next;
                return next.point();
            }
            tryLater(substitutions.drawn(next.point(), next.open()));
        }
        expanding = null;
        return toTry.removeFirst();
    }

    @Override
    public boolean needsGradients() {
        return expanding != null;
    }

    @Override
    public float[][] wanted(float[] logits) {
        return expanding == null ? new float[0][] : new float[][] {margin.direction(logits)};
    }

    @Override
    public void observe(float[] point, float[] logits, float[][] gradients) {
        if (expanding == null) {
            found.add(new Tried(point, sample.margin(logits)));
        } else if (table != null && gradients.length > 0) {
            tryLater(substitutions.ranked(expanding.point(), expanding.open(), gradients[0], table));
        }
    }

    private void tryLater(List<float[]> points) {
        points.stream().filter(point -> seen.add(FloatBuffer.wrap(point))).forEach(toTry::add);
    }

    private void expandLater(float[] point, boolean changesAnew) {
        if (expanded.add(List.of(FloatBuffer.wrap(point), changesAnew))) {
            toExpand.add(new Expansion(point, substitutions.positions(point, changesAnew)));
        }
    }

    /** Goes on from the best points: to one more position, or, where as many have changed as may, to other ones. */
    private boolean goOn() {
        changed++;
        found.sort(Comparator.comparingDouble(tried -> -tried.margin()));
        List<Tried> best = List.copyOf(found.subList(0, Math.min(beam, found.size())));
        found.clear();
        if (changed < budget) {
            best.forEach(tried -> expandLater(tried.point(), false));
        } else if (!best.isEmpty() && best.get(0).margin() > bestBefore) {
            bestBefore = best.get(0).margin();
            found.addAll(best);
            best.forEach(tried -> expandLater(tried.point(), true));
            best.forEach(tried -> withoutOne(tried.point()));
        }
        return !toExpand.isEmpty();
    }

    /** Each change of a point taken back, to choose it anew. */
    private void withoutOne(float[] point) {
        for (int i = 0; i < point.length; i++) {
            if (point[i] != clean[i]) {
                float[] without = point.clone();
                without[i] = clean[i];
                expandLater(without, false);
            }
        }
    }
}
