package org.robustness4j.evaluation;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.internal.Counterexample;

/**
 * The samples that an attack broke, each with the point that broke it, in their order. Clean samples and points are
 * those of the evaluation itself, not copies.
 */
@API(status = Status.STABLE, since = "0.1")
public final class BrokenSamples {

    private final Samples samples;
    private final int[] positions;
    private final List<float[]> points;
    private final int[] predictions;

    /**
     * Combines samples with the points that broke some of them.
     *
     * @param samples the clean samples, broken or not
     * @param positions where the broken ones lie among them
     * @param points the points that broke them, {@code features} values each
     * @param predictions the classes that the user's own model predicts for the points
     * @throws IllegalArgumentException if there is not one point and one prediction for each position, or a point is of
     *     another size than a sample
     */
    public BrokenSamples(Samples samples, int[] positions, List<float[]> points, int[] predictions) {
        if (points.size() != positions.length || predictions.length != positions.length) {
            throw new IllegalArgumentException("There are " + positions.length + " broken samples, but " + points.size()
                    + " points and " + predictions.length + " predictions; give one of each for each");
        }
        for (float[] point : points) {
            if (point.length != samples.shape().features()) {
                throw new IllegalArgumentException("A point has " + point.length + " values, but a sample has "
                        + samples.shape().features());
            }
        }
        this.samples = samples;
        this.positions = positions.clone();
        this.points = List.copyOf(points);
        this.predictions = predictions.clone();
    }

    /**
     * The same broken samples and some others, in the order of their indices. Where the clean samples of all are at
     * hand they are referred to; else those of the broken ones are copied.
     *
     * @param others of which none is broken yet
     */
    @API(status = Status.INTERNAL, since = "0.1")
    public BrokenSamples and(List<Counterexample> others) {
        TreeMap<Integer, Counterexample> byIndex = new TreeMap<>();
        others.forEach(other -> byIndex.put(other.outcome().index(), other));
        Map<Integer, Integer> known = new HashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            if (byIndex.containsKey(samples.index(i))) {
                known.put(samples.index(i), i);
            }
        }
        boolean isAtHand = known.size() == byIndex.size();
        BrokenSamples own = isAtHand ? this : withSamplesOf(byIndex.values());
        Map<Integer, Integer> positionsOfOthers = isAtHand ? known : own.positionsFrom(size());
        int total = size() + byIndex.size();
        int[] allPositions = new int[total];
        List<float[]> allPoints = new ArrayList<>();
        int[] allPredictions = new int[total];
        int place = 0;
        for (int i = 0; i < total; i++) {
            boolean isOwn = place < size() && (byIndex.isEmpty() || index(place) < byIndex.firstKey());
            if (isOwn) {
                allPositions[i] = own.positions[place];
                allPoints.add(points.get(place));
                allPredictions[i] = predictions[place];
                place++;
            } else {
                Counterexample other = byIndex.pollFirstEntry().getValue();
                allPositions[i] = positionsOfOthers.getOrDefault(other.outcome().index(), -1);
                allPoints.add(other.point());
                allPredictions[i] = other.outcome().prediction();
            }
        }
        return new BrokenSamples(own.samples, allPositions, allPoints, allPredictions);
    }

    /** The same broken samples over a set of samples that holds the broken ones and some others behind them. */
    private BrokenSamples withSamplesOf(Collection<Counterexample> others) {
        List<float[]> clean = new ArrayList<>(clean());
        others.forEach(other -> clean.add(other.clean()));
        int total = clean.size();
        int[] labels = new int[total];
        int[] indices = new int[total];
        for (int place = 0; place < size(); place++) {
            labels[place] = label(place);
            indices[place] = index(place);
        }
        int place = size();
        for (Counterexample other : others) {
            labels[place] = other.outcome().label();
            indices[place] = other.outcome().index();
            place++;
        }
        Samples both = Samples.stored(shape(), Matrix.ofRows(clean, shape().features()), labels, indices);
        return new BrokenSamples(both, IntStream.range(0, size()).toArray(), points, predictions);
    }

    private Map<Integer, Integer> positionsFrom(int first) {
        Map<Integer, Integer> found = new HashMap<>();
        for (int i = first; i < samples.size(); i++) {
            found.put(samples.index(i), i);
        }
        return found;
    }

    /** The shape of a sample. */
    public InputShape shape() {
        return samples.shape();
    }

    /** The number of broken samples. */
    public int size() {
        return positions.length;
    }

    /** The index of the broken sample at a place. */
    public int index(int place) {
        return samples.index(positions[place]);
    }

    /** Its true class, {@link Samples#UNLABELLED} for a fake image. */
    public int label(int place) {
        return samples.label(positions[place]);
    }

    /** The class that the user's own model predicts for its point. */
    public int prediction(int place) {
        return predictions[place];
    }

    /** A copy of the clean sample. */
    public float[] clean(int place) {
        return samples.input(positions[place]);
    }

    /** The clean samples, each copied when it is asked for. */
    public List<float[]> clean() {
        return new AbstractList<>() {
            @Override
            public float[] get(int place) {
                return clean(place);
            }

            @Override
            public int size() {
                return positions.length;
            }
        };
    }

    /** The points themselves, not copies: read only. */
    public List<float[]> adversarial() {
        return points;
    }
}
