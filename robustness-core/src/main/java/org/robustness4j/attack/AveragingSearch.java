package org.robustness4j.attack;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.internal.ForwardingSearch;

/**
 * Another search that sees averages over several runs of the model at each of its points. Each run is differentiated
 * where it is, since the expectation of a gradient is what is wanted.
 */
final class AveragingSearch extends ForwardingSearch {

    private final AttackedSample sample;
    private final Search search;
    private final int runs;
    private float @Nullable [] point;
    private double[] sumOfLogits = new double[0];
    private float[][] sumOfGradients = new float[0][];
    private int made;
    private int successes;

    AveragingSearch(AttackedSample sample, Search search, int runs) {
        this.sample = sample;
        this.search = search;
        this.runs = runs;
    }

    @Override
    protected Search delegate() {
        return search;
    }

    @Override
    public float @Nullable [] next() {
        if (made == 0) {
            point = search.next();
        }
        return point;
    }

    /** Each point is shown several times, to a model that may see another one each time. */
    @Override
    public List<float[]> foreseen(int most) {
        return List.of();
    }

    @Override
    public void observe(float[] seen, float[] logits, float[][] gradients) {
        if (made == 0) {
            sumOfLogits = new double[logits.length];
            sumOfGradients = new float[gradients.length][];
            Arrays.setAll(sumOfGradients, k -> new float[gradients[k].length]);
            successes = 0;
        }
        made++;
        successes += sample.margin(logits) > 0 ? 1 : 0;
        addTo(sumOfLogits, logits);
        for (int k = 0; k < Math.min(gradients.length, sumOfGradients.length); k++) {
            add(sumOfGradients[k], gradients[k]);
        }
        if (made == runs) {
            made = 0;
            search.observe(seen, mean(sumOfLogits), sumOfGradients);
        }
    }

    private static void addTo(double[] sum, float[] values) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += values[j];
        }
    }

    private static void add(float[] sum, float[] values) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }

    private float[] mean(double[] sum) {
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / runs);
        }
        return mean;
    }

    /**
     * One lucky run is no success: the last one counts, if most of them succeeded, and if their average settles it for
     * the search that is wrapped.
     */
    @Override
    public boolean isSettled(float[] logits) {
        if (made + 1 < runs) {
            return false;
        }
        int all = (made == 0 ? 0 : successes) + (sample.margin(logits) > 0 ? 1 : 0);
        double[] sum = made == 0 ? new double[logits.length] : sumOfLogits.clone();
        addTo(sum, logits);
        return 2 * all > runs && search.isSettled(mean(sum));
    }

    /** The margin of a single run does not tell which of two successes is the better one: the first ends the search. */
    @Override
    public boolean endsWithSuccess() {
        return true;
    }
}
