package org.robustness4j.benchmarks;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.Combination;
import org.robustness4j.model.internal.network.Operation.Concatenation;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.Dense;
import org.robustness4j.model.internal.network.Operation.Gather;
import org.robustness4j.model.internal.network.Operation.GlobalPooling;
import org.robustness4j.model.internal.network.Operation.Merge;
import org.robustness4j.model.internal.network.Operation.Pool;
import org.robustness4j.model.internal.network.Operation.Pooling;
import org.robustness4j.model.internal.network.ScalarFunction.Rectifier;
import org.robustness4j.model.internal.network.Window;

/** Networks of pictures of 224 x 224 pixels and 1,000 classes, with random weights; batch normalisation is folded. */
public enum ZooNetworks {
    SQUEEZENET {
        @Override
        Network network() {
            Layers layers = new Layers();
            layers.convolution(64, 3, 2, 0).rectifier(0).maxPooling(3, 2, 0);
            layers.fire(16, 64).fire(16, 64).maxPooling(3, 2, 0);
            layers.fire(32, 128).fire(32, 128).maxPooling(3, 2, 0);
            layers.fire(48, 192).fire(48, 192).fire(64, 256).fire(64, 256);
            return layers.convolution(1000, 1, 1, 0).rectifier(0).mean().network();
        }
    },
    DARKNET19 {
        @Override
        Network network() {
            Layers layers = new Layers();
            layers.leaky(32, 3).maxPooling(2, 2, 0).leaky(64, 3).maxPooling(2, 2, 0);
            layers.leaky(128, 3).leaky(64, 1).leaky(128, 3).maxPooling(2, 2, 0);
            layers.leaky(256, 3).leaky(128, 1).leaky(256, 3).maxPooling(2, 2, 0);
            layers.leaky(512, 3).leaky(256, 1).leaky(512, 3).leaky(256, 1).leaky(512, 3);
            layers.maxPooling(2, 2, 0);
            layers.leaky(1024, 3).leaky(512, 1).leaky(1024, 3).leaky(512, 1).leaky(1024, 3);
            return layers.convolution(1000, 1, 1, 0).mean().network();
        }
    },
    RESNET50 {
        @Override
        Network network() {
            Layers layers = new Layers();
            layers.convolution(64, 7, 2, 3).rectifier(0).maxPooling(3, 2, 1);
            int[] blocks = {3, 4, 6, 3};
            for (int stage = 0; stage < blocks.length; stage++) {
                for (int block = 0; block < blocks[stage]; block++) {
                    layers.bottleneck(64 << stage, block == 0 && stage > 0 ? 2 : 1, block == 0);
                }
            }
            return layers.mean().dense(1000).network();
        }
    },
    VGG16 {
        @Override
        Network network() {
            Layers layers = new Layers();
            int[][] stages = {{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}};
            for (int[] stage : stages) {
                for (int i = 0; i < stage[1]; i++) {
                    layers.convolution(stage[0], 3, 1, 1).rectifier(0);
                }
                layers.maxPooling(2, 2, 0);
            }
            return layers.dense(4096)
                    .rectifier(0)
                    .dense(4096)
                    .rectifier(0)
                    .dense(1000)
                    .network();
        }
    };

    abstract Network network();

    /** A network in the making. */
    private static final class Layers {

        private static final int SIDE = 224;

        private final Network.Builder builder = new Network.Builder(new FeatureShape(3, SIDE, SIDE));
        private final Random random = new Random(1);
        private int last;

        Network network() {
            return builder.build();
        }

        private float[] values(int count, double scale) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) (random.nextGaussian() * scale);
            }
            return values;
        }

        private Window window(int kernel, int stride, int padding) {
            FeatureShape shape = builder.shape(last);
            return new Window(
                    Axis.valid(shape.height(), kernel, stride, 1, padding),
                    Axis.valid(shape.width(), kernel, stride, 1, padding));
        }

        Layers convolution(int filters, int kernel, int stride, int padding) {
            int inputs = builder.shape(last).channels() * kernel * kernel;
            float[] weights = values(filters * inputs, Math.sqrt(2.0 / inputs));
            Convolution convolution =
                    new Convolution(window(kernel, stride, padding), 1, weights, values(filters, 0.01));
            last = builder.add(convolution, List.of(last));
            return this;
        }

        Layers rectifier(double slope) {
            last = builder.add(new Activation(new Rectifier(slope)), List.of(last));
            return this;
        }

        Layers leaky(int filters, int kernel) {
            return convolution(filters, kernel, 1, kernel / 2).rectifier(0.1);
        }

        Layers maxPooling(int kernel, int stride, int padding) {
            last = builder.add(new Pooling(Pool.MAX, window(kernel, stride, padding), false), List.of(last));
            return this;
        }

        Layers mean() {
            last = builder.add(new GlobalPooling(Pool.AVERAGE), List.of(last));
            return this;
        }

        Layers dense(int outputs) {
            int inputs = builder.shape(last).size();
            int[] all = IntStream.range(0, inputs).toArray();
            last = builder.add(new Gather(all, FeatureShape.flat(inputs)), List.of(last));
            last = builder.add(
                    new Dense(values(inputs * outputs, Math.sqrt(2.0 / inputs)), values(outputs, 0.01)), List.of(last));
            return this;
        }

        Layers fire(int squeezed, int expanded) {
            convolution(squeezed, 1, 1, 0).rectifier(0);
            int input = last;
            convolution(expanded, 1, 1, 0).rectifier(0);
            int small = last;
            last = input;
            convolution(expanded, 3, 1, 1).rectifier(0);
            last = builder.add(new Concatenation(), List.of(small, last));
            return this;
        }

        Layers bottleneck(int width, int stride, boolean isFirst) {
            int input = last;
            convolution(width, 1, 1, 0).rectifier(0);
            convolution(width, 3, stride, 1).rectifier(0);
            int main = convolution(4 * width, 1, 1, 0).last;
            last = input;
            int side = isFirst ? convolution(4 * width, 1, stride, 0).last : input;
            last = builder.add(new Combination(Merge.ADD), List.of(main, side));
            return rectifier(0);
        }
    }
}
