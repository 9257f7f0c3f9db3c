package org.robustness4j.attack.token;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.EmbeddedClassifier;
import org.robustness4j.model.internal.EmbeddingTable;

/** Indices looked up in a table, a layer of hyperbolic tangents over all positions, and logits; weights are random. */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
public record TinyTokenNetwork(EmbeddingTable table, int positions, double[][] hidden, double[][] output, double[] bias)
        implements EmbeddedClassifier {

    public static TinyTokenNetwork random(long seed, int vocabulary, int positions, int classes) {
        RandomGenerator random = new SplittableRandom(seed);
        int width = 4;
        int units = 8;
        float[] table = new float[vocabulary * width];
        for (int i = 0; i < table.length; i++) {
            table[i] = (float) random.nextGaussian();
        }
        double[][] hidden = gaussian(random, units, positions * width, 4 / Math.sqrt(positions * width));
        double[][] output = gaussian(random, classes, units, 1);
        double[] bias = gaussian(random, 1, classes, 4)[0];
        return new TinyTokenNetwork(new EmbeddingTable(width, table), positions, hidden, output, bias);
    }

    private static double[][] gaussian(RandomGenerator random, int rows, int columns, double deviation) {
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int j = 0; j < columns; j++) {
                row[j] = deviation * random.nextGaussian();
            }
        }
        return values;
    }

    /** The same network, of which no gradients are known. */
    public Classifier scores() {
        TinyTokenNetwork network = this;
        return new Classifier() {
            @Override
            public int classes() {
                return network.classes();
            }

            @Override
            public Matrix logits(Matrix batch) {
                return network.logits(batch);
            }

            @Override
            public OptionalInt vocabulary() {
                return network.vocabulary();
            }

            @Override
            public Classifier fork() {
                return this;
            }
        };
    }

    @Override
    public int classes() {
        return output.length;
    }

    @Override
    public OptionalInt vocabulary() {
        return OptionalInt.of(table.vocabulary());
    }

    private double[] units(float[] row) {
        double[] units = new double[hidden.length];
        for (int u = 0; u < units.length; u++) {
            double sum = 0;
            for (int t = 0; t < positions; t++) {
                for (int e = 0; e < table.width(); e++) {
                    int index = (int) row[t];
                    sum += hidden[u][t * table.width() + e] * table.values()[index * table.width() + e];
                }
            }
            units[u] = Math.tanh(sum);
        }
        return units;
    }

    @Override
    public Matrix logits(Matrix batch) {
        float[] logits = new float[batch.rows() * classes()];
        for (int i = 0; i < batch.rows(); i++) {
            double[] units = units(batch.row(i));
            for (int j = 0; j < classes(); j++) {
                double sum = bias[j];
                for (int u = 0; u < units.length; u++) {
                    sum += output[j][u] * units[u];
                }
                logits[i * classes() + j] = (float) sum;
            }
        }
        return new Matrix(batch.rows(), classes(), logits);
    }

    @Override
    public ForwardPass embedded(Matrix batch) {
        return new ForwardPass() {
            @Override
            public Matrix logits() {
                return TinyTokenNetwork.this.logits(batch);
            }

            @Override
            public Matrix backward(Matrix upstream) {
                int columns = positions * table.width();
                float[] gradient = new float[batch.rows() * columns];
                for (int i = 0; i < batch.rows(); i++) {
                    double[] units = units(batch.row(i));
                    for (int u = 0; u < units.length; u++) {
                        double sum = 0;
                        for (int j = 0; j < classes(); j++) {
                            sum += upstream.get(i, j) * output[j][u];
                        }
                        for (int k = 0; k < columns; k++) {
                            gradient[i * columns + k] += (float) (sum * (1 - units[u] * units[u]) * hidden[u][k]);
                        }
                    }
                }
                return new Matrix(batch.rows(), columns, gradient);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public EmbeddedClassifier withMemory(long bytes) {
        return this;
    }

    @Override
    public EmbeddedClassifier fork() {
        return this;
    }
}
