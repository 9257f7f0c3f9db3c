package org.robustness4j.dl4j.coverage;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;

/**
 * What DL4J itself computes in float64, from the user's network as it is: log odds of its outputs, and central
 * differences of them. Nothing of what is tested takes part.
 */
record ForwardDifferences(ComputationGraph graph, InputShape shape, Reading reading) {

    private static final double STEP = 1e-5;

    /** The network of a variant, with the parameters that are drawn. */
    static ForwardDifferences of(Variant variant, RandomGenerator random) {
        return exactly(() -> new ForwardDifferences(
                Sketch.network(variant, DataType.DOUBLE, random), variant.shape(), variant.reading()));
    }

    /** Some of DL4J's parts make arrays of the default type, whatever the type of the network. */
    private static <T> T exactly(Supplier<T> computed) {
        DataType type = Nd4j.defaultFloatingPointType();
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        try {
            return computed.get();
        } finally {
            Nd4j.setDefaultDataTypes(type, type);
        }
    }

    /** The log odds of each sample, less their mean. */
    double[][] logOdds(Matrix batch) {
        double[][] points = new double[batch.rows()][];
        for (int row = 0; row < points.length; row++) {
            points[row] = point(batch, row);
        }
        return exactly(() -> logOdds(points));
    }

    private static double[] point(Matrix batch, int row) {
        double[] point = new double[batch.columns()];
        for (int j = 0; j < point.length; j++) {
            point[j] = batch.get(row, j);
        }
        return point;
    }

    private double[][] logOdds(double[][] points) {
        int values = shape.values();
        INDArray input = Nd4j.create(DataType.DOUBLE, points.length, values);
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < values; j++) {
                input.putScalar(i, j, points[i][j]);
            }
        }
        INDArray output = output(input.reshape('c', shape.batch(points.length)), points);
        if (output.size(0) != points.length) {
            throw new IllegalStateException(
                    "DL4J gives " + output.size(0) + " outputs for " + points.length + " samples");
        }
        double[][] odds = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            odds[i] = centred(reading.logOdds(output.slice(i), points[i], shape));
        }
        return odds;
    }

    private INDArray output(INDArray input, double[][] points) {
        if (!shape.masked()) {
            return graph.outputSingle(false, input);
        }
        INDArray mask = Nd4j.create(DataType.DOUBLE, points.length, shape.width());
        for (int i = 0; i < points.length; i++) {
            for (int step = 0; step < shape.width(); step++) {
                mask.putScalar(i, step, points[i][shape.maskIndex(step)]);
            }
        }
        return graph.output(false, new INDArray[] {input}, new INDArray[] {mask})[0];
    }

    static double[] centred(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double[] centred = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            centred[i] = values[i] - mean;
        }
        return centred;
    }

    /** The gradient of each sample's log odds times what comes from above, whose sum is 0 for each sample. */
    double[][] gradients(Matrix batch, double[][] upstream) {
        int values = shape.values();
        double[][] gradients = new double[batch.rows()][values];
        for (int row = 0; row < batch.rows(); row++) {
            double[][] points = new double[2 * values][];
            for (int i = 0; i < points.length; i++) {
                points[i] = point(batch, row);
                points[i][i / 2] += i % 2 == 0 ? STEP : -STEP;
            }
            double[][] odds = exactly(() -> logOdds(points));
            for (int j = 0; j < values; j++) {
                for (int k = 0; k < odds[2 * j].length; k++) {
                    double change = odds[2 * j][k] - odds[2 * j + 1][k];
                    gradients[row][j] += upstream[row][k] * change / (2 * STEP);
                }
            }
        }
        return gradients;
    }
}
