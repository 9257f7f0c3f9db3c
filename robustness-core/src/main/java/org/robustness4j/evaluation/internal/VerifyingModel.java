package org.robustness4j.evaluation.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.internal.LargeInputs;
import org.robustness4j.model.internal.Predictor;

/**
 * The user's own model, asked in blocks of one size.
 *
 * @param predictor the model
 * @param blockSize the number of inputs it is given at a time
 */
public record VerifyingModel(Predictor predictor, int blockSize) {

    private static final int PROBES = 8;

    private static final int SHOWN = 5;

    /** Random choices among few are often the same twice. */
    private static final int REPETITIONS = 8;

    /** Of a model without code of its own that is compiled, too: what it could draw are numbers, never the same twice. */
    private static final int REPETITIONS_WHERE_COMPILED = 2;

    /**
     * The classes predicted for a batch of any size.
     *
     * @throws IllegalStateException if the model's output is not finite
     */
    public int[] predict(Matrix batch) {
        int[] predictions = new int[batch.rows()];
        for (int from = 0; from < batch.rows(); from += blockSize) {
            int to = Math.min(batch.rows(), from + blockSize);
            Matrix scores = predictor.scores(batch.rows(from, to));
            for (int i = from; i < to; i++) {
                if (!scores.isFinite(i - from)) {
                    throw new IllegalStateException("The model's own output for input " + i + " is "
                            + shown(scores.row(i - from)) + "; check its weights and the scale of its input");
                }
                predictions[i] = scores.argMax(i - from);
            }
        }
        return predictions;
    }

    /** A few values, and how many there are: a model may have a thousand classes. */
    private static String shown(float[] scores) {
        if (scores.length <= SHOWN) {
            return Arrays.toString(scores);
        }
        String first = Arrays.toString(Arrays.copyOf(scores, SHOWN));
        long wrong = IntStream.range(0, scores.length)
                .filter(i -> !Float.isFinite(scores[i]))
                .count();
        return first.substring(0, first.length() - 1) + ", ...], " + wrong + " of " + scores.length
                + " values NaN or infinite";
    }

    /**
     * Whether several calls with the first samples of a batch give different scores. A compiled model of large inputs is
     * taken to give the same: its operations draw no numbers, and each call takes seconds.
     *
     * @param isCompiled whether what computes the model for attacks takes each sample by itself, and no code of it is the user's own
     */
    boolean isRandomized(Matrix batch, boolean isCompiled) {
        boolean areLarge = LargeInputs.areLarge(batch.columns());
        if (areLarge && isCompiled) {
            return false; // each of its operations is known, and none draws numbers
        }
        int probes = areLarge ? 1 : PROBES;
        Matrix block = batch.rows(0, Math.min(batch.rows(), probes));
        float[] once = predictor.scores(block).values().clone();
        return IntStream.range(1, isCompiled ? REPETITIONS_WHERE_COMPILED : REPETITIONS)
                .anyMatch(i -> !Arrays.equals(once, predictor.scores(block).values()));
    }
}
