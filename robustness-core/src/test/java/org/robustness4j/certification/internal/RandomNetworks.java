package org.robustness4j.certification.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.Combination;
import org.robustness4j.model.internal.network.Operation.Concatenation;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.Dense;
import org.robustness4j.model.internal.network.Operation.Gather;
import org.robustness4j.model.internal.network.Operation.Merge;
import org.robustness4j.model.internal.network.Operation.ParametricRectifier;
import org.robustness4j.model.internal.network.Operation.Pool;
import org.robustness4j.model.internal.network.Operation.Pooling;
import org.robustness4j.model.internal.network.Operation.TransposedConvolution;
import org.robustness4j.model.internal.network.ScalarFunction;
import org.robustness4j.model.internal.network.SmoothFunction;
import org.robustness4j.model.internal.network.Window;

/** Small networks with random weights. */
final class RandomNetworks {

    static final ScalarFunction RECTIFIER = new ScalarFunction.Rectifier(0);

    private static final List<ScalarFunction> FUNCTIONS = List.of(
            RECTIFIER,
            new ScalarFunction.Rectifier(0.1),
            SmoothFunction.SIGMOID,
            SmoothFunction.TANH,
            SmoothFunction.SOFTPLUS,
            SmoothFunction.SOFTSIGN,
            SmoothFunction.SWISH,
            SmoothFunction.MISH,
            SmoothFunction.QUICK_GELU,
            SmoothFunction.ND4J_GELU,
            SmoothFunction.RATIONAL_TANH,
            SmoothFunction.RECTIFIED_TANH,
            SmoothFunction.CUBE,
            new ScalarFunction.Clamp(0.2, 0.5, 0, 1),
            new ScalarFunction.ThresholdRectifier(0.3, 0.1, 1.5),
            new ScalarFunction.ExponentialUnit(1.05, 1.67));

    private RandomNetworks() {}

    /** Layers of rectifiers between dense layers. */
    static Network dense(Random random, int... sizes) {
        Network.Builder builder = new Network.Builder(FeatureShape.flat(sizes[0]));
        for (int layer = 1; layer < sizes.length; layer++) {
            int last = builder.add(
                    new Dense(
                            gaussian(random, sizes[layer - 1] * sizes[layer], 1), gaussian(random, sizes[layer], 0.5)),
                    List.of(builder.size() - 1));
            if (layer < sizes.length - 1) {
                builder.add(new Activation(RECTIFIER), List.of(last));
            }
        }
        return builder.build();
    }

    /** Images of 6 x 6 through a convolution, a function, a pooling, a branch that is joined again, and a dense layer. */
    static Network image(Random random) {
        FeatureShape input = new FeatureShape(2, 6, 6);
        Network.Builder builder = new Network.Builder(input);
        int stride = 1 + random.nextInt(2);
        Axis axis = Axis.same(6, 3, stride, 1);
        int convolution = builder.add(
                new Convolution(new Window(axis, axis), 1, gaussian(random, 4 * 2 * 9, 0.5), gaussian(random, 4, 0.3)),
                List.of(0));
        int scaled = random.nextBoolean()
                ? convolution
                : builder.add(
                        new Operation.ChannelAffine(gaussian(random, 4, 1), gaussian(random, 4, 1)),
                        List.of(convolution));
        int bent = bent(builder, random, scaled);
        int side = builder.shape(bent).height();
        Axis two = Axis.valid(side, 2, 1 + random.nextInt(2), 1, 0);
        int pooled = builder.add(
                new Pooling(
                        List.of(Pool.MAX, Pool.AVERAGE, Pool.SUM).get(random.nextInt(3)),
                        new Window(two, two),
                        random.nextBoolean()),
                List.of(bent));
        int joined = joined(builder, random, pooled);
        int flat = builder.add(flattening(builder.shape(joined)), List.of(joined));
        int size = builder.shape(flat).size();
        int hidden = builder.add(
                new Dense(gaussian(random, size * 5, 1 / Math.sqrt(size)), gaussian(random, 5, 0.3)), List.of(flat));
        int last = bent(builder, random, hidden);
        builder.add(new Dense(gaussian(random, 15, 1), gaussian(random, 3, 0.3)), List.of(last));
        return builder.build();
    }

    private static int joined(Network.Builder builder, Random random, int pooled) {
        FeatureShape shape = builder.shape(pooled);
        Axis same = Axis.same(shape.height(), 3, 1, 1);
        int channels = shape.channels();
        Window window = new Window(same, same);
        float[] bias = gaussian(random, channels, 0.3);
        int branch = builder.add(
                random.nextBoolean()
                        ? new Convolution(window, 2, gaussian(random, channels * channels / 2 * 9, 0.3), bias)
                        : new TransposedConvolution(
                                window,
                                shape.height(),
                                shape.width(),
                                gaussian(random, channels * channels * 9, 0.3),
                                bias),
                List.of(pooled));
        List<Operation> joins = new ArrayList<>(List.of(
                new Combination(Merge.ADD),
                new Combination(Merge.SUBTRACT),
                new Combination(Merge.AVERAGE),
                new Combination(Merge.MAX),
                new Concatenation()));
        return builder.add(joins.get(random.nextInt(joins.size())), List.of(pooled, branch));
    }

    private static Operation flattening(FeatureShape shape) {
        int[] source = new int[shape.size()];
        for (int i = 0; i < source.length; i++) {
            source[i] = source.length - 1 - i;
        }
        return new Gather(source, FeatureShape.flat(source.length));
    }

    /** A function of each value: one of those that are known, a rectifier that may fall, or a gate of its own. */
    private static int bent(Network.Builder builder, Random random, int node) {
        int kind = random.nextInt(6);
        if (kind == 0) {
            float[] slopes = new float[builder.shape(node).size()];
            Arrays.fill(slopes, (float) (2 * random.nextDouble() - 1.1));
            return builder.add(new ParametricRectifier(slopes), List.of(node));
        }
        if (kind == 1) {
            int gate = builder.add(new Activation(SmoothFunction.SIGMOID), List.of(node));
            return builder.add(new Combination(Merge.PRODUCT), List.of(node, gate));
        }
        return builder.add(new Activation(function(random)), List.of(node));
    }

    private static ScalarFunction function(Random random) {
        return FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
    }

    static float[] gaussian(Random random, int count, double scale) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return values;
    }
}
