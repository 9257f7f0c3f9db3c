package org.robustness4j.evaluation;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;

/**
 * The samples that an attack broke, each with the point that broke it, in their order. Clean samples and points are those
 * of the evaluation itself, not copies.
 */
public final class BrokenSamples {

    private final Samples samples;
    private final int[] positions;
    private final List<float[]> points;
    private final int[] predictions;

    /**
     * Takes broken samples.
     *
     * @param samples the clean samples, broken or not
     * @param positions where the broken ones lie among them
     * @param points the points that broke them, {@code features} values each
     * @param predictions what the user's own model takes the points for
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
     * The same broken samples and some others, in the order of their indices.
     *
     * @param others of which none is broken yet
     */
    BrokenSamples and(List<Counterexample> others) {
        TreeMap<Integer, Counterexample> byIndex = new TreeMap<>();
        others.forEach(other -> byIndex.put(other.outcome().index(), other));
        int total = size() + byIndex.size();
        List<float[]> clean = new ArrayList<>();
        List<float[]> allPoints = new ArrayList<>();
        int[] labels = new int[total];
        int[] indices = new int[total];
        int[] allPredictions = new int[total];
        int place = 0;
        for (int i = 0; i < total; i++) {
            boolean isOwn = place < size() && (byIndex.isEmpty() || index(place) < byIndex.firstKey());
            if (isOwn) {
                clean.add(clean(place));
                allPoints.add(points.get(place));
                labels[i] = label(place);
                indices[i] = index(place);
                allPredictions[i] = predictions[place];
                place++;
            } else {
                Counterexample other = byIndex.pollFirstEntry().getValue();
                clean.add(other.clean());
                allPoints.add(other.point());
                labels[i] = other.outcome().label();
                indices[i] = other.outcome().index();
                allPredictions[i] = other.outcome().prediction();
            }
        }
        return new BrokenSamples(
                Samples.stored(shape(), Matrix.ofRows(clean, shape().features()), labels, indices),
                IntStream.range(0, total).toArray(),
                allPoints,
                allPredictions);
    }

    public InputShape shape() {
        return samples.shape();
    }

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

    /** What the user's own model took its point for. */
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
