package org.robustness4j.data;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Labelled inputs of one shape. A sample keeps its index when others are left out, so that its random stream and the
 * block of samples it is attacked with stay the same.
 *
 * <pre>{@code
 * // two samples of three features, of the classes 0 and 1
 * Matrix inputs = new Matrix(2, 3, new float[] {0.1f, 0.9f, 0.5f, 0.8f, 0.2f, 0.5f});
 * Samples samples = new Samples(InputShape.flat(3), inputs, new int[] {0, 1});
 * }</pre>
 */
@API(status = Status.STABLE, since = "0.1")
public final class Samples implements Serializable {

    /** The label of a sample that belongs to no class. */
    public static final int UNLABELLED = -1;

    private static final float[] NOTHING = {};

    private final InputShape shape;
    private final Matrix inputs;
    private final int[] labels;
    private final int[] indices;
    private final int[] ordinals;

    /**
     * Creates samples from inputs and labels, in their order.
     *
     * @param shape the shape of one sample
     * @param inputs {@code [n, features]}, flattened in the order of {@code shape}'s layout
     * @param labels the class of each sample, from 0
     * @throws IllegalArgumentException if there are no samples, the sizes differ, or a label is negative
     */
    public Samples(InputShape shape, Matrix inputs, int[] labels) {
        this(
                shape,
                inputs,
                labels,
                IntStream.range(0, labels.length).toArray(),
                IntStream.range(0, labels.length).toArray());
        if (labels.length == 0) {
            throw new IllegalArgumentException("There are no samples; give at least one");
        }
    }

    private Samples(InputShape shape, Matrix inputs, int[] labels, int[] indices, int[] ordinals) {
        if (inputs.rows() != labels.length || inputs.columns() != shape.features()) {
            throw new IllegalArgumentException("There are " + labels.length + " labels for samples of "
                    + shape.features() + " features, but the inputs are " + inputs.rows() + " x " + inputs.columns());
        }
        this.shape = shape;
        this.inputs = inputs;
        this.labels = labels.clone();
        this.indices = indices;
        this.ordinals = ordinals;
    }

    /** Inputs that belong to no class, such as noise. */
    public static Samples unlabelled(InputShape shape, Matrix inputs) {
        int[] labels = new int[inputs.rows()];
        Arrays.fill(labels, UNLABELLED);
        return new Samples(shape, inputs, labels);
    }

    /**
     * Samples as they were stored, under the indices that they had in the set they are from.
     *
     * @throws IllegalArgumentException if the sizes differ
     */
    public static Samples stored(InputShape shape, Matrix inputs, int[] labels, int[] indices) {
        if (indices.length != labels.length) {
            throw new IllegalArgumentException(
                    "There are " + indices.length + " indices for " + labels.length + " samples; give one for each");
        }
        return new Samples(
                shape,
                inputs,
                labels,
                indices.clone(),
                IntStream.range(0, labels.length).toArray());
    }

    /**
     * The same samples with other inputs, of another shape perhaps.
     *
     * @param newInputs as many, in the same order
     * @throws IllegalArgumentException if they are not as many, or not of the shape
     */
    @API(status = Status.INTERNAL, since = "0.1")
    public Samples withInputs(InputShape newShape, Matrix newInputs) {
        return new Samples(newShape, newInputs, labels, indices, ordinals);
    }

    /** The shape of one sample. */
    public InputShape shape() {
        return shape;
    }

    /** The number of samples. */
    public int size() {
        return labels.length;
    }

    /** The inputs, {@code [n, features]}. */
    public Matrix inputs() {
        return inputs;
    }

    /** A copy of the input at a position. */
    public float[] input(int position) {
        return inputs.row(position);
    }

    /** The class of the sample at a position, {@link #UNLABELLED} if it belongs to none. */
    public int label(int position) {
        return labels[position];
    }

    /** The index of the sample at a position in the set that the user gave. */
    public int index(int position) {
        return indices[position];
    }

    /**
     * The place of the sample at a position among those that were chosen for an evaluation. It decides the block of
     * work, and stays when samples are left out.
     */
    public int ordinal(int position) {
        return ordinals[position];
    }

    /**
     * Where blocks of work begin: the positions whose ordinals lie in another multiple of the block size than those
     * before, and the number of samples.
     */
    public List<Integer> blockBounds(int blockSize) {
        return IntStream.rangeClosed(0, size())
                .filter(i -> i == 0 || i == size() || ordinals[i] / blockSize != ordinals[i - 1] / blockSize)
                .boxed()
                .toList();
    }

    /** The samples at the positions that a condition holds for, in their order, with their indices and ordinals. */
    public Samples where(IntPredicate position) {
        int[] kept = IntStream.range(0, size()).filter(position).toArray();
        if (kept.length == size()) {
            return this;
        }
        return at(kept, IntStream.of(kept).map(i -> ordinals[i]).toArray());
    }

    /**
     * A random choice of at most {@code size} samples with as equal a number of each class as there are; where there
     * are fewer places than classes, or some are left over, which classes have one more is drawn too. They keep order
     * and indices, and are numbered anew as ordinals.
     *
     * @throws IllegalArgumentException if {@code size} is less than 1
     */
    public Samples balancedSubset(int size, long seed) {
        if (size < 1) {
            throw new IllegalArgumentException("A subset has at least 1 sample, but " + size + " were asked for");
        }
        if (size >= size()) {
            return this;
        }
        return at(balancedPositions(IntStream.range(0, size()).toArray(), size, seed));
    }

    /**
     * A random choice of at most {@code size} of some positions, as {@link #balancedSubset} makes it of all.
     *
     * @param candidates the positions to choose from, ascending
     * @return the chosen positions, ascending
     */
    public int[] balancedPositions(int[] candidates, int size, long seed) {
        if (size >= candidates.length) {
            return candidates.clone();
        }
        Random random = new Random(seed);
        List<Integer> shuffled =
                new ArrayList<>(IntStream.of(candidates).boxed().toList());
        Collections.shuffle(shuffled, random);
        Map<Integer, Deque<Integer>> byClass = new TreeMap<>();
        for (int position : shuffled) {
            byClass.computeIfAbsent(labels[position], label -> new ArrayDeque<>())
                    .add(position);
        }
        List<Deque<Integer>> classes = new ArrayList<>(byClass.values());
        Collections.shuffle(classes, random);
        List<Integer> chosen = new ArrayList<>();
        while (chosen.size() < size) {
            for (Deque<Integer> left : classes) {
                if (!left.isEmpty() && chosen.size() < size) {
                    chosen.add(left.remove());
                }
            }
        }
        return chosen.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    /** The samples at some positions, in that order, with their indices; they are numbered anew as ordinals. */
    public Samples at(int[] positions) {
        return at(positions, IntStream.range(0, positions.length).toArray());
    }

    private Samples at(int[] positions, int[] newOrdinals) {
        return new Samples(
                shape,
                inputs.at(positions),
                IntStream.of(positions).map(i -> labels[i]).toArray(),
                IntStream.of(positions).map(i -> indices[i]).toArray(),
                newOrdinals);
    }

    /**
     * Checks that every value is finite and inside the declared range, padding apart, and that masks hold 0 and 1.
     *
     * @throws IllegalArgumentException naming the first sample that is not
     */
    public void requireInside(Domain domain) {
        requireInside(domain, feature -> "feature " + feature);
    }

    /**
     * The same, with features by their names.
     *
     * @throws IllegalArgumentException naming the first sample that is not
     */
    @API(status = Status.INTERNAL, since = "0.1")
    public void requireInside(Domain domain, IntFunction<String> featureName) {
        domain.requireFits(shape);
        for (int i = 0; i < size(); i++) {
            float[] row = shape.isPlain() ? NOTHING : carried(i);
            for (int j = 0; j < shape.values(); j++) {
                float value = inputs.get(i, j);
                if (!shape.isPlain() && !shape.isOfTheSample(row, j)) {
                    requireFinite(value, i, j);
                    continue;
                }
                if (domain.isTokens() && !domain.contains(value)) {
                    throw new IllegalArgumentException(
                            "Sample " + indices[i] + " has the value " + value + " in "
                                    + featureName.apply(j) + ", which is none of the " + domain
                                    + "; give whole numbers that the model's vocabulary has, and one of them for all that are unknown");
                }
                if (!domain.contains(value)) {
                    throw new IllegalArgumentException(
                            "Sample " + indices[i] + " has the value " + value + " in " + featureName.apply(j)
                                    + ", outside the declared range " + domain
                                    + "; declare the range of these data, before any normaliser of the model, or scale the data");
                }
            }
        }
    }

    /** The row of a sample, of which the mask says which steps are there, and at least one is. */
    private float[] carried(int position) {
        float[] row = inputs.row(position);
        int steps = 0;
        for (int step = 0; shape.masked() && step < shape.width(); step++) {
            float there = row[shape.maskIndex(step)];
            if (there != 0 && there != 1) {
                throw new IllegalArgumentException("The mask of sample " + indices[position] + " has the value " + there
                        + " at step " + step + "; a mask holds 1 for a step that is there and 0 for padding");
            }
            steps += (int) there;
        }
        if (shape.masked() && steps == 0) {
            throw new IllegalArgumentException(
                    "The mask of sample " + indices[position]
                            + " hides every step, so that nothing is left to attack: a mask is 1 where a step is there; leave the sample out");
        }
        return row;
    }

    private void requireFinite(float value, int position, int index) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException("Sample " + indices[position] + " has the value " + value + " at step "
                    + shape.step(index) + ", which is padding; fill padding with a finite number, such as 0");
        }
    }

    /**
     * Checks that every label names a class.
     *
     * @throws IllegalArgumentException naming the first label that does not
     */
    public void requireLabelsBelow(int classes) {
        for (int i = 0; i < size(); i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException("Sample " + indices[i] + " has the label " + labels[i]
                        + ", but the model has " + classes + " classes, numbered from 0");
            }
        }
    }
}
