package org.robustness4j.dl4j.translation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.model.internal.network.Operation.Gather;

/**
 * What a part of DL4J does that only moves values: padding, cropping, reshapes, whatever their formats. It is found by
 * running that part on arrays whose values are numbered, so that what DL4J does counts, not what it is meant to do.
 *
 * @param dimensions of DL4J's array that comes out, the first, of the samples, included
 * @param source for each position in that array the position of the value among those of all inputs, one input after
 *     the other; {@link Gather#ZERO} where it is 0
 */
@SuppressWarnings("ArrayRecordComponent") // positions that nobody compares
record MeasuredMove(long[] dimensions, int[] source) {

    /** A digit of a number: float16 holds it, too. */
    private static final int BASE = 1024;

    /**
     * Runs a part of DL4J on one sample.
     *
     * @param dimensions of each input, without the one of the samples
     * @throws UntranslatableException if values come out that did not go in
     */
    static MeasuredMove of(List<long[]> dimensions, DataType type, Function<INDArray[], INDArray> part)
            throws UntranslatableException {
        int values = 0;
        for (long[] one : dimensions) {
            values = Math.addExact(values, Math.toIntExact(Arrays.stream(one).reduce(1, Math::multiplyExact)));
        }
        int[] source = new int[0];
        long[] shape = {};
        for (long place = 1; place == 1 || place < values; place *= BASE) {
            INDArray result = computed(part, digits(dimensions, type, place));
            double[] digits = result.castTo(DataType.DOUBLE).dup('c').data().asDouble();
            if (place == 1) {
                source = new int[digits.length];
                shape = result.shape();
            }
            for (int i = 0; i < digits.length; i++) {
                boolean isDigit = digits[i] == Math.rint(digits[i]) && digits[i] >= 0 && digits[i] <= BASE;
                LayerTranslation.require(isDigit, "a change of values where they are only moved");
                source[i] = digits[i] == 0 ? Gather.ZERO : source[i] + (int) place * ((int) digits[i] - 1);
            }
        }
        return new MeasuredMove(shape, source);
    }

    private static INDArray computed(Function<INDArray[], INDArray> part, INDArray[] inputs)
            throws UntranslatableException {
        try {
            return part.apply(inputs);
        } catch (RuntimeException e) {
            String shapes = Arrays.stream(inputs)
                    .map(input -> Arrays.toString(input.shape()))
                    .collect(Collectors.joining(", "));
            throw new UntranslatableException("a shape that DL4J does not take (" + shapes + "): " + e.getMessage());
        }
    }

    private static INDArray[] digits(List<long[]> dimensions, DataType type, long place) {
        List<INDArray> inputs = new ArrayList<>();
        int number = 0;
        for (long[] one : dimensions) {
            double[] digits = new double[Math.toIntExact(Arrays.stream(one).reduce(1, Math::multiplyExact))];
            for (int i = 0; i < digits.length; i++) {
                digits[i] = number / place % BASE + 1.0;
                number++;
            }
            inputs.add(Nd4j.createFromArray(digits).castTo(type).reshape('c', ofOneSample(one)));
        }
        return inputs.toArray(new INDArray[0]);
    }

    private static long[] ofOneSample(long[] dimensions) {
        long[] shape = new long[dimensions.length + 1];
        shape[0] = 1;
        System.arraycopy(dimensions, 0, shape, 1, dimensions.length);
        return shape;
    }
}
