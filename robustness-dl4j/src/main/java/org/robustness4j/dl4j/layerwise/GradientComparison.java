package org.robustness4j.dl4j.layerwise;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Compares a backward pass with central differences of the forward pass, along single values and along random directions
 * of all values, weighing the outputs at random.
 *
 * <p>Outputs that have a kink, as of ReLU at zero or of max pooling among equals, have no derivative that could be
 * compared: where the differences of the two sides are not the same, an output has no weight.
 */
final class GradientComparison {

    /** Something that runs forward and backward. */
    interface Function {

        INDArray forward(INDArray[] inputs);

        /** Of what has just run forward. */
        INDArray[] backward(INDArray[] inputs, INDArray gradient);
    }

    /** How many times the rounding of one value a computed one may be off. */
    private static final double ROUNDINGS = 100;

    /** Random directions that are asked where the first of them says that a gradient is wrong. */
    private static final int DIRECTIONS = 5;

    private final Function function;
    private final DataType type;
    private final Precision precision;
    private final SplittableRandom random = new SplittableRandom(11);
    private boolean hasSeenSomething;

    /** @param type of the numbers, also where a part of them is rounded to fewer digits */
    GradientComparison(Function function, DataType type, Precision precision) {
        this.function = function;
        this.type = type;
        this.precision = precision;
    }

    /** Whether anything could be compared until now. */
    boolean hasSeenSomething() {
        return hasSeenSomething;
    }

    /**
     * A difference, as a clause about a backward pass: "its gradient is x where differences say y". None where the outputs
     * are not finite, or have a kink.
     */
    Optional<String> at(INDArray[] inputs) {
        Point point = new Point(inputs);
        return point.isFinite ? point.wrong() : Optional.empty();
    }

    private final class Point {

        private final INDArray[] inputs;
        private final INDArray output;
        private final INDArray weights;
        private final INDArray[] gradient;
        private final boolean isFinite;

        /** Some parts of DL4J compute in float32 in networks of float64, such as masked last steps. */
        private final Precision used;

        private Point(INDArray[] inputs) {
            this.inputs = Arrays.stream(inputs).map(input -> input.castTo(type)).toArray(INDArray[]::new);
            INDArray given = outputOf(this.inputs);
            this.used = given.dataType() == type ? precision : Precision.FLOAT;
            this.output = given.castTo(type);
            this.isFinite = Double.isFinite(output.sumNumber().doubleValue());
            this.weights = noise(output);
            this.gradient = isFinite ? function.backward(this.inputs, weights.dup()) : new INDArray[0];
        }

        private Optional<String> wrong() {
            for (int i = 0; i < inputs.length; i++) {
                long steepest = Nd4j.argMax(
                                gradient[i].reshape(gradient[i].length()).dup())
                        .getLong(0);
                for (long place : List.of(steepest, random.nextLong(inputs[i].length()))) {
                    INDArray[] direction = zeros();
                    INDArray flat = Nd4j.zeros(type, inputs[i].length());
                    flat.putScalar(place, 1);
                    direction[i] = flat.reshape('c', inputs[i].shape());
                    Optional<String> wrong = along(direction, size(inputs[i]), "");
                    if (wrong.isPresent()) {
                        return wrong;
                    }
                }
            }
            return acrossAll().flatMap(this::confirmed);
        }

        /**
         * What most of some directions say: among many equals, one may meet some that rise alike, and a wrong gradient
         * is nearly right along another.
         */
        private Optional<String> confirmed(String wrong) {
            int confirming = 0;
            for (int i = 1; i < DIRECTIONS; i++) {
                confirming += acrossAll().isPresent() ? 1 : 0;
            }
            return 2 * (1 + confirming) > DIRECTIONS ? Optional.of(wrong) : Optional.empty();
        }

        private Optional<String> acrossAll() {
            INDArray[] direction = new INDArray[inputs.length];
            for (int i = 0; i < inputs.length; i++) {
                direction[i] = noise(inputs[i]).muli(size(inputs[i]));
            }
            return along(direction, 1, " along a random direction");
        }

        private INDArray[] zeros() {
            INDArray[] zeros = new INDArray[inputs.length];
            for (int i = 0; i < zeros.length; i++) {
                zeros[i] = Nd4j.zeros(type, inputs[i].shape());
            }
            return zeros;
        }

        private Optional<String> along(INDArray[] direction, double size, String where) {
            @Nullable String wrong = null;
            for (double share : used.steps()) {
                double step = share * size;
                INDArray above = outputOf(moved(direction, step)).castTo(type);
                INDArray below = outputOf(moved(direction, -step)).castTo(type);
                INDArray smooth = smooth(above.sub(output), output.sub(below));
                double seen = smooth.sumNumber().doubleValue();
                if (!(seen > 0)) {
                    continue;
                }
                hasSeenSomething = true;
                INDArray weighed = weights.mul(smooth);
                double expected = dot(weighed, above.sub(below)) / (2 * step);
                INDArray[] given = seen == output.length() ? gradient : gradient(weighed);
                double slope = 0;
                double squares = 0;
                for (int i = 0; i < inputs.length; i++) {
                    INDArray products = shaped(given[i], inputs[i]).mul(direction[i]);
                    slope += products.sumNumber().doubleValue();
                    squares += products.mul(products).sumNumber().doubleValue();
                }
                double rounding = ROUNDINGS * used.rounding() * norm(weighed.mul(output)) / (2 * step);
                double largest = Math.max(Math.abs(expected), Math.sqrt(squares));
                if (Math.abs(slope - expected) <= used.tolerance() * largest + rounding) {
                    return Optional.empty();
                }
                wrong = String.format(
                        Locale.ROOT, "its gradient%s is %.4g where differences say %.4g", where, slope, expected);
            }
            return Optional.ofNullable(wrong);
        }

        /** 1 for outputs whose differences are the same on both sides, 0 for others. */
        private INDArray smooth(INDArray above, INDArray below) {
            INDArray size = Transforms.abs(above, true).add(Transforms.abs(below, true));
            INDArray rounding = Transforms.abs(output, true).add(size(output)).muli(ROUNDINGS * used.rounding());
            INDArray bound = size.mul(used.curvature()).addi(rounding);
            return Transforms.abs(above.sub(below), true).subi(bound).lte(0).castTo(type);
        }

        private INDArray[] gradient(INDArray weighed) {
            function.forward(inputs);
            return function.backward(inputs, weighed);
        }

        private INDArray[] moved(INDArray[] direction, double step) {
            INDArray[] moved = new INDArray[inputs.length];
            for (int i = 0; i < moved.length; i++) {
                moved[i] = inputs[i].add(direction[i].mul(step));
            }
            return moved;
        }
    }

    private INDArray outputOf(INDArray[] inputs) {
        return function.forward(inputs).dup('c');
    }

    /** Layers may give a gradient in another shape of the same length. */
    private static INDArray shaped(INDArray gradient, INDArray input) {
        return gradient.equalShapes(input) ? gradient : gradient.dup('c').reshape('c', input.shape());
    }

    /** Values between -1 and 1, none near 0. */
    private INDArray noise(INDArray like) {
        double[] values = new double[Math.toIntExact(like.length())];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble(0.5, 1) * (random.nextBoolean() ? 1 : -1);
        }
        return Nd4j.createFromArray(values).castTo(type).reshape('c', like.shape());
    }

    /** Of the values of an array; 1 if they are zero. */
    static double size(INDArray array) {
        double size = norm(array) / Math.sqrt((double) array.length());
        return size > 0 && Double.isFinite(size) ? size : 1;
    }

    private static double norm(INDArray array) {
        return array.norm2Number().doubleValue();
    }

    private static double dot(INDArray one, INDArray other) {
        return one.mul(other).sumNumber().doubleValue();
    }
}
