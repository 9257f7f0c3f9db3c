package org.robustness4j.model.internal.network;

import static org.robustness4j.model.internal.network.OperationInputs.only;
import static org.robustness4j.model.internal.network.OperationInputs.require;

import java.util.BitSet;
import java.util.List;
import org.robustness4j.model.internal.network.Operation.Gather;

/** An operation that computes a value of several values of a sample, such as a softmax or a distance. */
public non-sealed interface ReductionOperation extends Operation {

    /**
     * A function of groups of values: a softmax over each row, a maximum over each window of a volume.
     *
     * @param function of each group
     * @param inputs for each group the indices of its arguments in the flattened input, channels first; {@link
     *     Gather#ZERO} stands for the value 0
     * @param outputs for each group the indices of its values in the flattened output
     * @param shape of the output
     */
    @SuppressWarnings("ArrayRecordComponent") // indices that nobody compares
    record Grouped(GroupFunction function, int[][] inputs, int[][] outputs, FeatureShape shape)
            implements ReductionOperation {

        /** A function with as many values as arguments, which take their places. */
        public static Grouped inPlace(GroupFunction function, int[][] groups, FeatureShape shape) {
            return new Grouped(function, groups, groups, shape);
        }

        /** A function with one value: that of group {@code i} is at {@code i} in the output. */
        public static Grouped reduced(GroupFunction function, int[][] groups, FeatureShape shape) {
            int[][] outputs = new int[groups.length][1];
            for (int i = 0; i < groups.length; i++) {
                outputs[i][0] = i;
            }
            return new Grouped(function, groups, outputs, shape);
        }

        @Override
        public FeatureShape output(List<FeatureShape> shapes) {
            int size = only(shapes).size();
            boolean fits = inputs.length == outputs.length;
            BitSet written = new BitSet();
            int values = 0;
            for (int group = 0; fits && group < inputs.length; group++) {
                fits = inputs[group].length > 0 && function.outputs(inputs[group].length) == outputs[group].length;
                for (int index : inputs[group]) {
                    fits &= index >= Gather.ZERO && index < size;
                }
                for (int index : outputs[group]) {
                    fits &= index >= 0;
                    written.set(Math.max(0, index));
                    values++;
                }
            }
            require(
                    fits && values == shape.size() && written.nextClearBit(0) == values,
                    "The function " + function + " of " + inputs.length + " groups into " + shape,
                    shapes);
            return shape;
        }
    }
}
