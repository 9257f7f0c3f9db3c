package org.robustness4j.model.internal.compiled.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.robustness4j.internal.concurrent.Crew;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Window;

/**
 * The map and its transpose, on rows and on blocks of rows, against sums in float64; and the same bits for any batch, in
 * however many parts.
 */
class ConvolutionMapTests {

    @ParameterizedTest
    @CsvSource({
        // channels, filters, groups, height, width, kernel, stride, dilation, padding
        "3, 5, 1, 9, 7, 3, 1, 1, 1",
        "4, 6, 2, 30, 30, 3, 1, 1, 1",
        "6, 6, 6, 13, 17, 3, 2, 1, 1",
        "5, 7, 1, 40, 23, 5, 2, 1, 2",
        "2, 3, 1, 50, 50, 1, 1, 1, 0",
        "3, 4, 1, 50, 31, 1, 2, 1, 0",
        "70, 300, 1, 14, 14, 3, 1, 1, 1",
        "300, 70, 1, 7, 7, 1, 1, 1, 0",
        "3, 9, 1, 33, 33, 7, 3, 1, 3",
        "4, 4, 1, 21, 40, 3, 1, 3, 3",
        "2, 2, 1, 12, 12, 2, 3, 2, 0",
        "3, 3, 1, 5, 700, 3, 1, 1, 1",
        // by minimal filtering
        "16, 16, 1, 8, 8, 3, 1, 1, 0",
        "20, 33, 1, 9, 14, 3, 1, 1, 2",
        "32, 64, 2, 13, 11, 3, 1, 1, 1",
        "16, 19, 1, 40, 67, 3, 1, 1, 1"
    })
    void aConvolutionIsTheSumOfItsTaps(
            int channels,
            int filters,
            int groups,
            int height,
            int width,
            int kernel,
            int stride,
            int dilation,
            int padding) {
        Window window = new Window(
                Axis.valid(height, kernel, stride, dilation, padding),
                Axis.valid(width, kernel, stride, dilation, padding));
        isTheSumOfItsTaps(new FeatureShape(channels, height, width), filters, window, groups);
    }

    @ParameterizedTest
    @CsvSource({
        // positions, padding before the first row and column
        "12, 0",
        "12, 2",
        "9, 1",
        "13, 1"
    })
    void minimalFilteringTakesAnyPadding(int positions, int padding) {
        Axis axis = new Axis(3, 1, 1, padding, positions);
        isTheSumOfItsTaps(new FeatureShape(16, 12, 12), 18, new Window(axis, axis), 1);
    }

    @Test
    void minimalFilteringTakesAxesThatDifferAndGroups() {
        Window window = new Window(new Axis(3, 1, 1, 2, 9), new Axis(3, 1, 1, 0, 17));

        isTheSumOfItsTaps(new FeatureShape(32, 13, 19), 48, window, 2);
        isTheSumOfItsTaps(new FeatureShape(16, 6, 25), 16, window, 1);
    }

    @ParameterizedTest
    @CsvSource({
        // channels, filters, groups, size, kernel: parts of the rows, of the channels, of the groups; of minimal
        // filtering
        "3, 64, 1, 160, 5",
        "256, 512, 1, 14, 1",
        "128, 128, 8, 24, 5",
        "64, 64, 1, 100, 3",
        "256, 256, 1, 12, 3"
    })
    void threadsOfACrewShareThePartsOfLargeConvolutions(int channels, int filters, int groups, int size, int kernel)
            throws Exception {
        Axis axis = Axis.valid(size, kernel, 1, 1, kernel / 2);
        Window window = new Window(axis, axis);
        FeatureShape domain = new FeatureShape(channels, size, size);
        FeatureShape image = window.output(filters);
        ConvolutionMap map = new ConvolutionMap(domain, image, window, groups);
        map.load(random(1, filters * channels / groups * window.size()));
        float[][] x = rows(random(2, domain.size()), domain, 1);
        float[][] alone = Activations.rows(image, 1);
        map.apply(x, sums(alone, new float[filters]), new Scratch(), 1);
        Crew crew = new Crew(3);
        AtomicBoolean isOver = new AtomicBoolean();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 2; i++) {
            crew.thread(() -> help(crew, isOver), "helper").start();
        }
        float[][] together = Activations.rows(image, 1);
        RowSums value = new RowSums(together, new float[filters], row -> threads.add(Thread.currentThread()));
        Scratch scratch = new Scratch();
        Thread owner = crew.thread(
                () -> {
                    while (threads.size() < 3) { // a helper may come too late for one time
                        map.apply(x, value, scratch, 1);
                    }
                },
                "owner");
        owner.start();
        owner.join(TimeUnit.SECONDS.toMillis(30));
        isOver.set(true);
        crew.changed();

        assertThat(threads).hasSize(3);
        assertThat(together).isDeepEqualTo(alone);
    }

    private static void help(Crew crew, AtomicBoolean isOver) {
        try {
            crew.helpUntil(isOver::get);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void isTheSumOfItsTaps(FeatureShape domain, int filters, Window window, int groups) {
        FeatureShape image = window.output(filters);
        int channels = domain.channels();
        float[] weights = random(1, filters * channels / groups * window.size());
        ConvolutionMap map = new ConvolutionMap(domain, image, window, groups);
        map.load(weights);
        float[] bias = random(2, filters);
        float[] noBias = new float[channels];
        int samples = 5;
        float[] x = random(3, samples * domain.size());
        float[] upstream = random(4, samples * image.size());

        float[] y = applied(map, domain, image, x, bias, samples);
        float[] gradient = transposed(map, domain, image, upstream, noBias, samples);

        Linear exact = new Linear(domain, image, window, groups, weights);
        for (int sample = 0; sample < samples; sample += 4) {
            double[] expected = exact.apply(x, sample, bias);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) y[sample * image.size() + i]).isCloseTo(expected[i], within(1e-4));
            }
            double[] back = exact.applyTransposed(upstream, sample);
            for (int i = 0; i < back.length; i++) {
                assertThat((double) gradient[sample * domain.size() + i]).isCloseTo(back[i], within(1e-4));
            }
        }
        for (int part : new int[] {1, 2}) {
            float[] ofFirst = Arrays.copyOf(x, part * domain.size());
            assertThat(applied(map, domain, image, ofFirst, bias, part))
                    .isEqualTo(Arrays.copyOf(y, part * image.size()));
            float[] ofUpstream = Arrays.copyOf(upstream, part * image.size());
            assertThat(transposed(map, domain, image, ofUpstream, noBias, part))
                    .isEqualTo(Arrays.copyOf(gradient, part * domain.size()));
        }
        for (int threads : new int[] {2, 3, 7, 64}) {
            float[][] value = Activations.rows(image, samples);
            map.apply(rows(x, domain, samples), negated(value, bias), new Scratch(), samples, threads);
            assertThat(samples(value, image, samples)).isEqualTo(negative(y));
            float[][] back = Activations.rows(domain, samples);
            map.applyTransposed(rows(upstream, image, samples), negated(back, noBias), new Scratch(), samples, threads);
            assertThat(samples(back, domain, samples)).isEqualTo(negative(gradient));
        }
    }

    private static float[] applied(
            ConvolutionMap map, FeatureShape domain, FeatureShape image, float[] x, float[] bias, int samples) {
        float[][] value = Activations.rows(image, samples);
        map.apply(rows(x, domain, samples), sums(value, bias), new Scratch(), samples);
        return samples(value, image, samples);
    }

    private static float[] transposed(
            ConvolutionMap map, FeatureShape domain, FeatureShape image, float[] upstream, float[] bias, int samples) {
        float[][] value = Activations.rows(domain, samples);
        map.applyTransposed(rows(upstream, image, samples), sums(value, bias), new Scratch(), samples);
        return samples(value, domain, samples);
    }

    private static RowSums sums(float[][] value, float[] bias) {
        return new RowSums(value, bias, row -> {});
    }

    /** Rows that are negated when they are said to be whole, which each has to be once. */
    private static RowSums negated(float[][] value, float[] bias) {
        return new RowSums(value, bias, row -> {
            for (int i = 0; i < value[row].length; i++) {
                value[row][i] = -value[row][i];
            }
        });
    }

    private static float[] negative(float[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = -values[i];
        }
        return result;
    }

    private static float[][] rows(float[] values, FeatureShape shape, int samples) {
        float[][] rows = Activations.rows(shape, samples);
        Layouts.toRows(values, 0, shape.size(), shape.width(), rows, samples);
        return rows;
    }

    private static float[] samples(float[][] rows, FeatureShape shape, int samples) {
        float[] values = new float[samples * shape.size()];
        Layouts.toSamples(rows, shape.width(), values, 0, shape.size(), samples);
        return values;
    }

    private static float[] random(int seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    /** The definition. */
    @SuppressWarnings("ArrayRecordComponent") // weights that nobody compares
    private record Linear(FeatureShape domain, FeatureShape image, Window window, int groups, float[] weights) {

        double[] apply(float[] x, int sample, float[] bias) {
            double[] y = new double[image.size()];
            for (int i = 0; i < y.length; i++) {
                y[i] = bias[i / (image.height() * image.width())];
            }
            visit((weight, input, output) -> y[output] += (double) weights[weight] * x[sample * domain.size() + input]);
            return y;
        }

        double[] applyTransposed(float[] upstream, int sample) {
            double[] x = new double[domain.size()];
            visit((weight, input, output) ->
                    x[input] += (double) weights[weight] * upstream[sample * image.size() + output]);
            return x;
        }

        interface Visitor {
            void visit(int weight, int input, int output);
        }

        void visit(Visitor visitor) {
            int channels = domain.channels() / groups;
            int filters = image.channels() / groups;
            int height = window.vertical().kernel();
            int width = window.horizontal().kernel();
            for (int filter = 0; filter < image.channels(); filter++) {
                for (int channel = 0; channel < channels; channel++) {
                    for (int tap = 0; tap < height * width; tap++) {
                        int weight = (filter * channels + channel) * height * width + tap;
                        int source = filter / filters * channels + channel;
                        for (int y = 0; y < image.height(); y++) {
                            int row = window.vertical().input(y, tap / width);
                            for (int x = 0; row >= 0 && row < domain.height() && x < image.width(); x++) {
                                int column = window.horizontal().input(x, tap % width);
                                if (column >= 0 && column < domain.width()) {
                                    visitor.visit(weight, domain.index(source, row, column), image.index(filter, y, x));
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
