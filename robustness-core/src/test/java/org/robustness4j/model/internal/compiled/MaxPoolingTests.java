package org.robustness4j.model.internal.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation.Gather;
import org.robustness4j.model.internal.network.Operation.Pool;
import org.robustness4j.model.internal.network.Operation.Pooling;
import org.robustness4j.model.internal.network.Window;

/** Maxima, and where their gradients go, by definition: the first of equal ones, row by row, gets all of it. */
class MaxPoolingTests {

    private static final int CHANNELS = 2;

    @ParameterizedTest
    @CsvSource({
        // kernel, stride, dilation, padding, height, width, positions down, positions across
        "2, 2, 1, 0, 6, 8, 3, 4",
        "2, 2, 1, 0, 7, 9, 3, 4",
        "3, 2, 1, 0, 7, 9, 3, 4",
        "3, 2, 1, 1, 7, 8, 4, 4",
        "3, 1, 1, 1, 5, 6, 5, 6",
        "2, 3, 1, 0, 8, 11, 3, 4",
        "2, 2, 2, 0, 9, 8, 3, 3",
        "3, 3, 1, 1, 8, 8, 3, 3"
    })
    void gradientsGoToTheFirstOfEqualMaxima(
            int kernel, int stride, int dilation, int padding, int height, int width, int down, int across) {
        Window window = new Window(
                new Axis(kernel, stride, dilation, padding, down), new Axis(kernel, stride, dilation, padding, across));
        FeatureShape image = new FeatureShape(CHANNELS, height, width);
        for (int samples : new int[] {1, 3}) {
            Random random = new Random(samples);
            float[] x = new float[samples * image.size()];
            for (int i = 0; i < x.length; i++) {
                x[i] = random.nextInt(5) - 2; // few values, so that there are equal ones
            }
            int outputs = CHANNELS * down * across;
            float[] upstream = new float[samples * outputs];
            for (int i = 0; i < upstream.length; i++) {
                upstream[i] = random.nextFloat() - 0.5f;
            }
            float[] expected = new float[x.length];
            float[] maxima = new float[samples * outputs];
            for (int sample = 0; sample < samples; sample++) {
                for (int output = 0; output < outputs; output++) {
                    int first = firstMaximum(window, image, x, sample * image.size(), output);
                    maxima[sample * outputs + output] = x[first];
                    expected[first] += upstream[sample * outputs + output];
                }
            }

            DifferentiableClassifier pooling = pooling(window, image, outputs);
            try (ForwardPass pass = pooling.forward(new Matrix(samples, image.size(), x))) {
                assertThat(pass.logits().values()).isEqualTo(maxima);
                for (int time = 0; time < 2; time++) {
                    assertThat(pass.backward(new Matrix(samples, outputs, upstream.clone()))
                                    .values())
                            .containsExactly(expected, within(1e-6f));
                }
            }
        }
    }

    private static int firstMaximum(Window window, FeatureShape image, float[] x, int from, int output) {
        int across = window.horizontal().outputs();
        int down = window.vertical().outputs();
        int channel = output / (down * across);
        int first = -1;
        for (int i = 0; i < window.vertical().kernel(); i++) {
            for (int j = 0; j < window.horizontal().kernel(); j++) {
                int row = window.vertical().input(output / across % down, i);
                int column = window.horizontal().input(output % across, j);
                if (row < 0 || row >= image.height() || column < 0 || column >= image.width()) {
                    continue;
                }
                int place = from + (channel * image.height() + row) * image.width() + column;
                first = first < 0 || x[place] > x[first] ? place : first;
            }
        }
        return first;
    }

    private static DifferentiableClassifier pooling(Window window, FeatureShape image, int outputs) {
        Network.Builder builder = new Network.Builder(image);
        int pooled = builder.add(new Pooling(Pool.MAX, window, false), List.of(0));
        builder.add(new Gather(IntStream.range(0, outputs).toArray(), FeatureShape.flat(outputs)), List.of(pooled));
        return new CompiledBackend().compile(builder.build());
    }
}
