package org.robustness4j.certification.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.robustness4j.certification.internal.graph.BoundGraph.Input;
import org.robustness4j.certification.internal.graph.BoundGraph.Linear;
import org.robustness4j.certification.internal.graph.BoundGraph.Node;
import org.robustness4j.certification.internal.graph.BoundGraph.Part;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Window;

/** Maps beside their definitions. */
class LinearMapTests {

    /** {@code a (L x) = (L^T a) x} for coefficients of a part of the image, which the result knows the place of. */
    @RepeatedTest(300)
    void theTransposeOfAConvolutionGivesTheSameProduct(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int groups = 1 + random.nextInt(2);
        FeatureShape image =
                new FeatureShape(groups * (1 + random.nextInt(2)), 1 + random.nextInt(6), 1 + random.nextInt(9));
        FeatureShape domain =
                new FeatureShape(groups * (1 + random.nextInt(2)), 1 + random.nextInt(9), 1 + random.nextInt(9));
        Window window = new Window(axis(random, image.height()), axis(random, image.width()));
        double[] weights = numbers(random, image.channels() * domain.channels() / groups * window.size());
        ConvolutionMap map = new ConvolutionMap(domain, image, window, groups, weights, false);

        double[] x = numbers(random, domain.size());
        double[] y = new double[image.size()];
        map.add(x, y);
        double[] coefficients = new double[image.size()];
        for (int i = random.nextInt(coefficients.length); i < coefficients.length; i += 1 + random.nextInt(4)) {
            coefficients[i] = random.nextGaussian();
        }
        Coefficients given = new Coefficients(image.size());
        Coefficients result = new Coefficients(domain.size());
        given.clear(1);
        result.clear(1);
        given.set(0, coefficients);
        map.addTransposed(given, result, 1);

        assertThat(product(result.row(0), x)).isCloseTo(product(coefficients, y), within(1e-9));
        for (int i = 0; i < domain.size(); i++) {
            if (result.row(0)[i] != 0) {
                assertThat(i).isGreaterThanOrEqualTo(result.from(0)).isLessThan(result.to(0));
            }
        }
    }

    private static Axis axis(Random random, int outputs) {
        int kernel = 1 + random.nextInt(7);
        return new Axis(kernel, 1 + random.nextInt(2), 1 + random.nextInt(2), random.nextInt(6) - 1, outputs);
    }

    private static double[] numbers(Random random, int count) {
        return random.doubles(count, -1, 1).toArray();
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Pair by pair, whatever their sizes; a negative place is a zero. */
    @Test
    void theLargestOfEachGroupIsFound() throws UnboundableException {
        int[][] groups = {{3}, {0, 1}, {2, 3, 4}, {5, 4, 3, 2}, {0, 1, 2, 3, 5}, {1, -1}};
        double[] values = {0.5, -2, 7, 3, -1, 4};
        GraphInMaking graph = new GraphInMaking(new Input(values.length));
        BoundGraph made = graph.endingAt(graph.maximum(0, groups));

        assertThat(computed(made, values)).containsExactly(3, 0.5, 7, 7, 7, 0);
    }

    private static double[] computed(BoundGraph graph, double[] input) {
        double[][] values = new double[graph.nodes().size()][];
        values[0] = input;
        for (int place = 1; place < values.length; place++) {
            Node node = graph.nodes().get(place);
            values[place] = new double[node.size()];
            if (node instanceof Linear linear) {
                for (Part part : linear.parts()) {
                    part.map().add(values[part.input()], values[place]);
                }
            } else {
                double[] before = values[node.inputs().get(0)];
                for (int i = 0; i < before.length; i++) {
                    values[place][i] = Math.max(0, before[i]);
                }
            }
        }
        return values[values.length - 1];
    }
}
