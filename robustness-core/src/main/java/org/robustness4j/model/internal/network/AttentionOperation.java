package org.robustness4j.model.internal.network;

import static org.robustness4j.model.internal.network.OperationInputs.require;

import java.util.List;

/**
 * An operation in which each step of a sequence looks at all others.
 *
 * <p>Queries, keys and values are sequences, a step each; the channels of a head lie behind those of the head before.
 * Vaswani et al.: Attention is all you need, arXiv 1706.03762, equation 1: for each head and query the output is the mean
 * of the values, weighted by the softmax over the steps of {@code query * key / sqrt(size)}. A mask, the last input
 * where there is one, takes {@value #MASKED} from what the softmax is given for a step that is not there; it has no
 * gradient.
 */
public non-sealed interface AttentionOperation extends Operation {

    /** What a step loses that is not there, before the softmax. */
    float MASKED = 1e9f;

    /**
     * Attention of queries that are computed.
     *
     * <p>Inputs: queries {@code (heads * size, 1, queries)}, keys {@code (heads * size, 1, steps)}, values {@code (heads *
     * values, 1, steps)}, perhaps a mask {@code (1, 1, steps)}. The output is {@code (heads * values, 1, queries)}.
     */
    record DotProductAttention(int heads) implements AttentionOperation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            require(
                    inputs.size() >= 3
                            && areKeysAndValues(heads, inputs.subList(1, inputs.size()))
                            && inputs.get(0).channels() == inputs.get(1).channels()
                            && inputs.get(0).height() == 1,
                    "Attention with " + heads + " heads",
                    inputs);
            return new FeatureShape(inputs.get(2).channels(), 1, inputs.get(0).width());
        }
    }

    /**
     * Products of matrices that are both computed, as in attention that is written out: of each group of the first input,
     * {@code [groups, rows, inner]} when flattened, with that of the second, {@code [groups, inner, columns]}.
     *
     * @param shape of the output, {@code [groups, rows, columns]} when flattened
     */
    record MatrixProduct(int groups, int rows, int inner, int columns, FeatureShape shape)
            implements AttentionOperation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            require(
                    inputs.size() == 2
                            && inputs.get(0).size() == groups * rows * inner
                            && inputs.get(1).size() == groups * inner * columns
                            && shape.size() == groups * rows * columns,
                    "The product of " + groups + " matrices " + rows + " x " + inner + " and " + inner + " x "
                            + columns,
                    inputs);
            return shape;
        }
    }

    /**
     * A recurrent cell whose query is its last state: {@code h[t] = f(x[t] + R attention(Q h[t - 1]))}, and {@code f(x[0])}
     * at first.
     *
     * <p>Inputs: x {@code (states, 1, steps)}, keys, values, perhaps a mask, as for {@link DotProductAttention}.
     *
     * @param queryWeights Q, {@code [heads * size, states]}, row-major
     * @param recurrentWeights R, {@code [states, heads * values]}, row-major
     */
    @SuppressWarnings("ArrayRecordComponent") // weights that nobody compares
    record RecurrentAttention(int heads, ScalarFunction function, float[] queryWeights, float[] recurrentWeights)
            implements AttentionOperation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            require(
                    inputs.size() >= 3
                            && areKeysAndValues(heads, inputs.subList(1, inputs.size()))
                            && inputs.get(0).height() == 1
                            && inputs.get(0).width() == inputs.get(1).width()
                            && queryWeights.length
                                    == inputs.get(0).channels() * inputs.get(1).channels()
                            && recurrentWeights.length
                                    == inputs.get(0).channels() * inputs.get(2).channels(),
                    "Recurrent attention with " + heads + " heads, " + queryWeights.length + " weights of queries and "
                            + recurrentWeights.length + " recurrent ones",
                    inputs);
            return inputs.get(0);
        }
    }

    private static boolean areKeysAndValues(int heads, List<FeatureShape> inputs) {
        FeatureShape keys = inputs.get(0);
        FeatureShape values = inputs.get(1);
        return heads > 0
                && keys.height() == 1
                && values.height() == 1
                && keys.channels() % heads == 0
                && values.channels() % heads == 0
                && keys.width() == values.width()
                && (inputs.size() == 2 || (inputs.size() == 3 && isMask(inputs.get(2), keys.width())));
    }

    private static boolean isMask(FeatureShape shape, int steps) {
        return shape.equals(new FeatureShape(1, 1, steps));
    }
}
