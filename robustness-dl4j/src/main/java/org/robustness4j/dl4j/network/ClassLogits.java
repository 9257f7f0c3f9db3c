package org.robustness4j.dl4j.network;

import java.util.stream.IntStream;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.network.OutputKind.Axis;
import org.robustness4j.dl4j.network.OutputKind.Link;
import org.robustness4j.dl4j.network.OutputKind.Meaning;
import org.robustness4j.model.internal.OutputView;

/**
 * The logits of the classes that are attacked, made of the outputs of a network.
 *
 * <p>Of a sample with several labels there are two classes: 0, all outputs are as labelled, and 1, some are not. Their
 * logits are 0 and the largest margin, over the labels, by which an output is wrong.
 */
public final class ClassLogits {

    /** The least normal number of float32: logarithms of what is smaller are those of it. */
    private static final float LEAST = Float.MIN_NORMAL;

    private final OutputKind kind;
    private final InputShape sample;
    private final int units;
    private final int count;
    private final Selection selection;

    private ClassLogits(OutputKind kind, InputShape sample, int units, int count, Selection selection) {
        this.kind = kind;
        this.sample = sample;
        this.units = units;
        this.count = count;
        this.selection = selection;
    }

    static ClassLogits of(OutputKind kind, InputShape sample, int units, int count) {
        boolean isWhole = count == 1 && kind.places() == Axis.NONE;
        boolean isOne = isWhole || kind.view().lastStep();
        if (sample.masked() && kind.view().lastStep() && sample.width() != count) {
            throw new IllegalArgumentException(kind.end() + " gives " + count + " steps for a sequence of "
                    + sample.width()
                    + ", so that the mask does not say which of them is the last; cut the sequences to one"
                    + " length");
        }
        boolean areClasses = kind.meaning() == Meaning.CLASSES;
        Labelling places = new Labelling(sample, kind.places() == Axis.LAST, units, count, isOne);
        Selection selection = areClasses
                ? isOne ? new LargestOfClasses(places) : new EveryPlace(places)
                : isOne && (units == 1 || kind.view().label() != OutputView.ALL)
                        ? new OneLabel(places, Math.max(0, kind.view().label()), kind.threshold())
                        : new EveryLabel(places, kind.view().label(), kind.threshold());
        int labels = selection.labels();
        if (labels > 0 && sample.labels() != labels) {
            throw new IllegalArgumentException(kind.end() + " gives " + kind.described() + ", and each sample needs "
                    + labels + " labels, but carries " + sample.labels() + "; give a DataSet with labels of the shape "
                    + places.shape(areClasses ? "classes" : "labels") + " of 0 and 1"
                    + (kind.places() == Axis.NONE ? "" : ", or attack the last step alone with TestedModel.lastStep()")
                    + (areClasses ? "" : ", or one label alone with TestedModel.label(0)"));
        }
        return new ClassLogits(kind, sample, units, count, selection);
    }

    /** Which outputs of a sample count, and how they make the logits of classes. */
    interface Selection {

        int classes();

        /** How many labels a sample has to carry, 0 if none. */
        default int labels() {
            return 0;
        }

        void logits(float[] outputs, float[] sample, float[] logits);

        /** The gradient of the outputs, which is zero before. */
        void backward(float[] upstream, float[] outputs, float[] sample, float[] gradient);

        /** The scores in what the user's own network gives. */
        default void scores(float[] outputs, float[] sample, float[] scores) {
            logits(outputs, sample, scores);
        }
    }

    /** The number of classes. */
    public int classes() {
        return selection.classes();
    }

    /** How many labels a sample has to carry, 0 if none. */
    public int labels() {
        return selection.labels();
    }

    /** Whether there are classes of a sample as a whole, and no other outputs. */
    public boolean isOrdinary() {
        return labels() == 0 && kind.places() == Axis.NONE && kind.view().equals(OutputView.WHOLE);
    }

    /** Whether the logits of the classes are the outputs themselves. */
    public boolean isIdentity() {
        return selection instanceof LargestOfClasses && count == 1 && kind.link() == Link.NONE;
    }

    /** Whether logits that differ give outputs of the user's own network that differ in float32. */
    public boolean keepsDistance() {
        return kind.keepsDistance();
    }

    /**
     * Which output is the logit of the second of two classes, whose first one has the logit 0.
     *
     * @return -1 if the logits are made of outputs in another way
     */
    public int onlyLogit() {
        return selection instanceof OneLabel label
                        && count == 1
                        && kind.places() == Axis.NONE
                        && kind.link() == Link.NONE
                        && kind.offset() == 0
                ? label.unit()
                : -1;
    }

    /**
     * The logits of a batch.
     *
     * @param outputs of the {@link LogitsGraph}, flattened in DL4J's order
     * @param batch the samples, with what they carry
     */
    public Matrix logits(Matrix outputs, Matrix batch) {
        if (isIdentity()) {
            return outputs;
        }
        return eachRow(
                outputs.rows(),
                classes(),
                (row, logits) -> selection.logits(linked(outputs.row(row)), batch.row(row), logits));
    }

    /** The gradient of the outputs of the {@link LogitsGraph}, given the one of the logits. */
    public Matrix backward(Matrix upstream, Matrix outputs, Matrix batch) {
        if (isIdentity()) {
            return upstream;
        }
        return eachRow(outputs.rows(), units * count, (row, gradient) -> {
            float[] values = outputs.row(row);
            selection.backward(upstream.row(row), linked(values), batch.row(row), gradient);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= slope(values[i]);
            }
        });
    }

    /** The class scores in what the user's own network gives, flattened. */
    public Matrix scores(Matrix outputs, Matrix batch) {
        return eachRow(
                outputs.rows(), classes(), (row, scores) -> selection.scores(outputs.row(row), batch.row(row), scores));
    }

    private interface RowFunction {
        void fill(int row, float[] values);
    }

    private static Matrix eachRow(int rows, int columns, RowFunction function) {
        float[] values = new float[Matrix.size(rows, columns)];
        IntStream.range(0, rows).forEach(row -> {
            float[] filled = new float[columns];
            function.fill(row, filled);
            System.arraycopy(filled, 0, values, row * columns, columns);
        });
        return new Matrix(rows, columns, values);
    }

    private float[] linked(float[] outputs) {
        float[] logits = outputs.clone();
        for (int i = 0; i < logits.length && kind.link() != Link.NONE; i++) {
            double logarithm = Math.log(Math.max(LEAST, outputs[i]));
            logits[i] = (float)
                    (kind.link() == Link.LOGARITHM ? logarithm : logarithm - Math.log(Math.max(LEAST, 1 - outputs[i])));
        }
        for (int i = 0; i < logits.length && kind.offset() != 0; i++) {
            logits[i] -= kind.offset();
        }
        return logits;
    }

    private float slope(float output) {
        return switch (kind.link()) {
            case NONE -> 1;
            case LOGARITHM -> output > LEAST ? 1 / output : 0;
            case LOG_ODDS -> (output > LEAST ? 1 / output : 0) + (1 - output > LEAST ? 1 / (1 - output) : 0);
        };
    }

    @Override
    public String toString() {
        return classes() + " classes of " + units * count + " outputs of " + kind.end() + " for samples of " + sample;
    }
}
