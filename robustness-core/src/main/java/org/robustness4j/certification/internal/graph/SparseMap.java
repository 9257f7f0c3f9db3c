package org.robustness4j.certification.internal.graph;

import java.util.Arrays;

/** A map of few weights, listed by the values that they add to: rearrangements, averages, differences. */
final class SparseMap implements LinearMap {

    private final int inputs;
    /** For each value where its weights begin, and where the last one's end. */
    private final int[] starts;

    private final int[] sources;
    private final double[] weights;
    private final int terms;

    private SparseMap(int inputs, int[] starts, int[] sources, double[] weights) {
        this.inputs = inputs;
        this.starts = starts;
        this.sources = sources;
        this.weights = weights;
        int[] uses = new int[inputs];
        int most = 1;
        for (int i = 0; i + 1 < starts.length; i++) {
            most = Math.max(most, starts[i + 1] - starts[i]);
        }
        for (int source : sources) {
            most = Math.max(most, ++uses[source]);
        }
        this.terms = most;
    }

    /** Each value multiplied by itself alone. */
    static SparseMap diagonal(double[] factors) {
        int[] starts = new int[factors.length + 1];
        Arrays.setAll(starts, i -> i);
        return new SparseMap(factors.length, starts, Arrays.copyOf(starts, factors.length), factors);
    }

    /** Each value as it is, or multiplied by the same number. */
    static SparseMap multiple(int size, double factor) {
        double[] factors = new double[size];
        Arrays.fill(factors, factor);
        return diagonal(factors);
    }

    /**
     * Values taken from places.
     *
     * @param places for each value where it comes from, negative for 0
     */
    static SparseMap gather(int inputs, int[] places) {
        Builder builder = new Builder(inputs, places.length);
        for (int place : places) {
            if (place >= 0) {
                builder.term(place, 1);
            }
            builder.next();
        }
        return builder.build();
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return starts.length - 1;
    }

    @Override
    public int terms() {
        return terms;
    }

    @Override
    public void add(double[][] x, double[][] y, int rows) {
        for (int row = 0; row < rows; row++) {
            double[] from = x[row];
            double[] to = y[row];
            for (int i = 0; i < to.length; i++) {
                double sum = 0;
                for (int k = starts[i]; k < starts[i + 1]; k++) {
                    sum += weights[k] * from[sources[k]];
                }
                to[i] += sum;
            }
        }
    }

    @Override
    public void addTransposed(Coefficients a, Coefficients result, int rows) {
        for (int row = 0; row < rows; row++) {
            double[] given = a.row(row);
            double[] sums = result.row(row);
            int first = inputs;
            int end = 0;
            for (int i = a.from(row); i < a.to(row); i++) {
                if (given[i] != 0) {
                    for (int k = starts[i]; k < starts[i + 1]; k++) {
                        sums[sources[k]] += weights[k] * given[i];
                        first = Math.min(first, sources[k]);
                        end = Math.max(end, sources[k] + 1);
                    }
                }
            }
            result.touch(row, first, end);
        }
    }

    @Override
    public LinearMap absolute() {
        return new SparseMap(
                inputs, starts, sources, Arrays.stream(weights).map(Math::abs).toArray());
    }

    @Override
    public LinearMap scaled(double[] factors) {
        double[] products = weights.clone();
        for (int i = 0; i < outputs(); i++) {
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                products[k] *= factors[i];
            }
        }
        return new SparseMap(inputs, starts, sources, products);
    }

    /** A map in the making, value by value. */
    static final class Builder {

        private final int inputs;
        private final int[] starts;
        private int[] sources = new int[16];
        private double[] weights = new double[16];
        private int values;
        private int terms;

        Builder(int inputs, int outputs) {
            this.inputs = inputs;
            this.starts = new int[outputs + 1];
        }

        /** Adds a weight of the present value. */
        void term(int source, double weight) {
            if (terms == sources.length) {
                sources = Arrays.copyOf(sources, 2 * terms);
                weights = Arrays.copyOf(weights, 2 * terms);
            }
            sources[terms] = source;
            weights[terms++] = weight;
        }

        /** Goes on to the next value. */
        void next() {
            starts[++values] = terms;
        }

        SparseMap build() {
            return new SparseMap(inputs, starts, Arrays.copyOf(sources, terms), Arrays.copyOf(weights, terms));
        }
    }
}
