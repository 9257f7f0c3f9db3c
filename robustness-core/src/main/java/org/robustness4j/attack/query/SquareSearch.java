package org.robustness4j.attack.query;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Search;

/** The random search on one sample: what improves the margin stays. */
final class SquareSearch implements Search {

    /** The share is halved when as many queries are made. */
    private static final int[] HALVINGS = {10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000};

    private final AttackedSample sample;
    private final SquareProposals proposals;
    private final int queries;
    private final double share;
    private float @Nullable [] best;
    private double bestMargin = Double.NEGATIVE_INFINITY;
    private int made;

    SquareSearch(AttackedSample sample, SquareProposals proposals, int queries, double share) {
        this.sample = sample;
        this.proposals = proposals;
        this.queries = queries;
        this.share = share;
    }

    @Override
    public float @Nullable [] next() {
        if (made == queries) {
            return null;
        }
        return best == null ? proposals.first() : proposals.next(best, shareAfter(made));
    }

    private double shareAfter(int query) {
        double current = share;
        for (int halving : HALVINGS) {
            current /= query > halving ? 2 : 1;
        }
        return current;
    }

    @Override
    public List<float[]> foreseen(int most) {
        int left = Math.min(most, queries - made - 1);
        return best == null || left <= 0
                ? List.of()
                : proposals.foreseen(
                        best,
                        IntStream.rangeClosed(made + 1, made + left)
                                .mapToDouble(this::shareAfter)
                                .toArray());
    }

    @Override
    public boolean needsGradients() {
        return false;
    }

    @Override
    public void observe(float[] point, float[] logits, float[][] gradients) {
        made++;
        double margin = sample.margin(logits);
        if (margin > bestMargin) {
            bestMargin = margin;
            best = point;
        }
    }
}
