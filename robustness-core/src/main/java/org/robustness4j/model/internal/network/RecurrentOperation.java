package org.robustness4j.model.internal.network;

import static org.robustness4j.model.internal.network.OperationInputs.only;
import static org.robustness4j.model.internal.network.OperationInputs.require;

import java.util.List;

/**
 * An operation along the steps of a sequence, {@code [channels, 1, steps]}. Where it takes a mask, {@code [1, 1,
 * steps]}, as second input, that says of each step whether it is there, 1, or padding, 0; no gradient goes through it.
 */
@SuppressWarnings("ArrayRecordComponent") // weights that nobody compares
public non-sealed interface RecurrentOperation extends Operation {

    /**
     * How many values of one sample a computation of it keeps besides its output, at most.
     *
     * @param input the shape of the sequence
     */
    default long kept(FeatureShape input) {
        return 0;
    }

    /**
     * A layer of long short-term memory: with {@code z = x W + h R + b} of the step's input and the output of the step
     * before, in four parts of as many columns as there are units, the cell is {@code c' = gate(z2) c + gate(z4)
     * activation(z1)} and the output {@code gate(z3) activation(c')}. Cell and output are zero where the mask is.
     *
     * @param inputWeights W, {@code [channels, 4 units]}, row-major
     * @param recurrentWeights R, {@code [units, 4 units]}, row-major
     * @param bias b, {@code [4 units]}
     * @param peepholes {@code [3 units]}: what the forget and the output gate see of the cell, before and after the
     *     step, and the input gate before; empty if they see nothing of it
     * @param backwards whether the last step comes first
     */
    record Lstm(
            float[] inputWeights,
            float[] recurrentWeights,
            float[] bias,
            float[] peepholes,
            ScalarFunction activation,
            ScalarFunction gate,
            boolean backwards)
            implements RecurrentOperation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            FeatureShape sequence = sequence(inputs);
            int units = bias.length / 4;
            require(
                    inputWeights.length == sequence.channels() * bias.length
                            && bias.length == 4 * units
                            && recurrentWeights.length == units * bias.length
                            && (peepholes.length == 0 || peepholes.length == 3 * units),
                    "A recurrent layer with " + units + " units and " + inputWeights.length + " weights of inputs",
                    inputs);
            return new FeatureShape(units, 1, sequence.width());
        }

        @Override
        public long kept(FeatureShape input) {
            return (long) input.width() * (input.channels() + 4L * bias.length);
        }
    }

    /**
     * A plain recurrent layer, {@code activation(x W + h R + b)} of the step's input and the output of the step before;
     * zero where the mask is.
     *
     * @param inputWeights W, {@code [channels, units]}, row-major
     * @param recurrentWeights R, {@code [units, units]}, row-major
     * @param bias b, {@code [units]}
     * @param backwards whether the last step comes first
     */
    record SimpleRecurrent(
            float[] inputWeights, float[] recurrentWeights, float[] bias, ScalarFunction activation, boolean backwards)
            implements RecurrentOperation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            FeatureShape sequence = sequence(inputs);
            int units = bias.length;
            require(
                    inputWeights.length == sequence.channels() * units && recurrentWeights.length == units * units,
                    "A recurrent layer with " + units + " units and " + inputWeights.length + " weights of inputs",
                    inputs);
            return new FeatureShape(units, 1, sequence.width());
        }

        @Override
        public long kept(FeatureShape input) {
            return (long) input.width() * (input.channels() + 4L * bias.length);
        }
    }

    /**
     * Of each sample the last step that is there, or the first one; where none is, the first of all.
     *
     * @param first whether it is the first
     */
    record EndStep(boolean first) implements RecurrentOperation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            require(inputs.size() == 2, "The last step by a mask", inputs);
            return FeatureShape.flat(sequence(inputs).channels());
        }
    }

    /** Each step multiplied with its mask. */
    record StepMask() implements RecurrentOperation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            require(inputs.size() == 2, "A product with a mask", inputs);
            return sequence(inputs);
        }
    }

    /**
     * The mask of a sequence whose padding has one value everywhere: 0 for such steps, 1 for others. It has no
     * gradient.
     */
    record PaddingMask(float value) implements RecurrentOperation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            return new FeatureShape(1, 1, sequence(List.of(only(inputs))).width());
        }
    }

    /** The steps that are there in reverse order, in the places of steps that are there; padding becomes zero. */
    record Reversal() implements RecurrentOperation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            require(inputs.size() == 2, "A reversal by a mask", inputs);
            return sequence(inputs);
        }
    }

    /** What steps are pooled to. */
    enum StepPool {
        MAX,
        AVERAGE,
        SUM,
        /** The p-norm, {@code (sum of |x|^p)^(1/p)}. */
        NORM
    }

    /**
     * One value of each channel for all steps that are there.
     *
     * @param power p of the p-norm, of no meaning elsewhere
     */
    record StepPooling(StepPool kind, int power) implements RecurrentOperation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            return FeatureShape.flat(sequence(inputs).channels());
        }
    }

    private static FeatureShape sequence(List<FeatureShape> inputs) {
        require(inputs.size() == 1 || inputs.size() == 2, "An operation on a sequence and perhaps a mask", inputs);
        FeatureShape sequence = inputs.get(0);
        FeatureShape mask = new FeatureShape(1, 1, sequence.width());
        require(
                sequence.height() == 1 && (inputs.size() == 1 || inputs.get(1).equals(mask)),
                "An operation on a sequence and perhaps a mask",
                inputs);
        return sequence;
    }
}
